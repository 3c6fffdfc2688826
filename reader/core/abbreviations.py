"""What a full stop after a word means: tables of abbreviations, in English, German, French, Spanish, Italian and Portuguese.

A *leading* one stands before what it belongs to and never ends a sentence (``Dr.``, ``z. B.``). A *numbering* one is leading before a
number (``No. 5``, ``Jan. 3``). A *trailing* one may end a sentence, and does so before a word that begins sentences (``Inc. The``).
All are in lower case, without their last full stop.
"""

from __future__ import annotations


def words_of(listed: str) -> frozenset[str]:
    """The words of a list that white space parts."""
    return frozenset(listed.split())


LEADING = words_of(
    """
    mr mrs ms mx dr drs prof profs sen sens rep reps gov govs gen adm capt cmdr col cpl lt maj pfc pvt sgt supt insp det rev revd fr
    hon pres amb atty messrs mme mmes mlle mm mgr msgr hr hrn frl dipl ing mag sra srta srs dna dott dottssa sig sigra ven vs v viz cf
    e.g i.e eg ie ca approx incl excl esp resp z.b z.bsp d.h u.a i.d.r m.e o.ä s.o s.u v.a z.t bzw vgl ggf evtl inkl zzgl exkl sog gem
    geb gest ehem hrsg bspw insb p.ex p.ej ej aprox pág págs env ex mt ft pt
    """
)

NUMBERING = words_of(
    """
    no nos nr nrn núm num n art arts abs bd vol vols fig figs eq eqs sec sect sects ch chap chs kap p pp pg pgs s ss z par para paras
    app tab jan feb mar apr jun jul aug sep sept oct nov dec mär mai okt dez janv févr avr juil déc ene abr ago dic rs tel ext ver v
    ed
    """
)

TRAILING = words_of(
    """
    inc corp co ltd llc plc bros jr sr st ave blvd rd hwy dept univ assn est etc al usw usf ff u.s u.k u.n e.u u.s.a d.c u.a.e n.y l.a
    ph.d m.d b.a m.a j.d a.m p.m a.d b.c b.c.e c.e s.a s.p.a n.v str jh jhs min max mio mrd mln bn tsd
    calif ala ariz ark colo conn fla kan ky mich minn mont neb nev okla tenn wis wyo
    """
)

STARTERS = words_of(
    """
    a an the this that these those there here he she it we they you i his her its our their my your who what when where why how which
    in on at by for from with without after before since during while as if although though because but and or so yet then thus
    however meanwhile moreover instead also still now once both many most some several all any each no not only even such one two
    another other others more until despite according to of under over about against between among through today yesterday last next
    der die das ein eine einer eines er sie es wir ihr ich dies diese dieser dieses doch aber und oder denn dann danach dabei auch im
    am bei mit nach vor seit zum zur von auf für wenn weil als wie wer was wo man nun noch le la les un une des il elle ils elles nous
    vous je ce cette ces mais et ou donc car dans en sur avec pour après avant el los las una unos unas ella ellos ellas pero y o con
    por para según desde cuando si se su sus lo
    """
)
"""Words that begin a sentence when they are capitalised after a full stop."""

MONTHS = words_of(
    """
    january february march april may june july august september october november december januar jänner februar märz mai juni juli
    oktober dezember jan feb mär mrz apr jun jul aug sep sept okt nov dez janvier février mars avril juin juillet août septembre
    octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """
)

BEFORE_ORDINALS = words_of(
    """
    der die das des dem den am im zum zur vom beim seit bis ab und jeder jede jedes
    """
)
"""German words after which a number with a full stop is an ordinal."""

WEEKDAYS = words_of(
    """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    """
)

AFTER_TIMES = WEEKDAYS | MONTHS | words_of("et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet eastern central pacific")
"""What follows ``a.m.`` and ``p.m.`` in the same sentence."""

SAYING = words_of(
    """
    said says asked asks added adds wrote writes tweeted posted told replied joked shouted continued concluded quipped
    """
)
"""Verbs that follow a quotation and its speaker's name."""
