"""Month names of many languages, as they stand in dates (genitive where the language has one), with usual abbreviations."""

from __future__ import annotations

# One line per language: twelve months, their forms joined by "/". No form means different months in two of these languages.
_FORMS = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct "
    "november/nov december/dec",
    "januar/jänner/jan februar/feber/feb märz/mär/mrz april/apr mai juni/jun juli/jul august/aug september/sept/sep "
    "oktober/okt november/nov "
    "dezember/dez",
    "janvier/janv/jan février/févr/fév mars/mar avril/avr mai juin juillet/juil août/aoû septembre/sept octobre/oct "
    "novembre/nov décembre/déc",
    "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago/ag septiembre/setiembre/sept octubre/oct "
    "noviembre/nov diciembre/dic",
    "gennaio/gen/genn febbraio/feb/febbr marzo/mar aprile/apr maggio/mag/magg giugno/giu luglio/lug agosto/ago settembre/set/sett "
    "ottobre/ott novembre/nov dicembre/dic",
    "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out "
    "novembro/nov dezembro/dez",
    "gener/gen febrer/febr març/març abril/abr maig juny juliol agost/ag setembre/set octubre/oct novembre/nov desembre/des",
    "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec",
    "januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep oktober/okt november/nov december/dec",
    "januar/jan februar/feb marts/mars/mar april/apr maj/mai juni/jun juli/jul august/aug september/sep oktober/okt november/nov "
    "desember/december/des/dec",
    "tammikuuta/tammi helmikuuta/helmi maaliskuuta/maalis huhtikuuta/huhti toukokuuta/touko kesäkuuta/kesä heinäkuuta/heinä "
    "elokuuta/elo "
    "syyskuuta/syys lokakuuta/loka marraskuuta/marras joulukuuta/joulu",
    "stycznia/sty lutego/lut marca/mar kwietnia/kwi maja/maj czerwca/cze lipca/lip sierpnia/sie września/wrz października/paź "
    "listopada/lis "
    "grudnia/gru",
    "ledna/led února/úno března/bře dubna/dub května/kvě června/čvn července/čvc srpna/srp září/zář října/říj listopadu prosince/pro",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "január/jan február/febr március/márc április/ápr május/máj június/jún július/júl augusztus/aug szeptember/szept "
    "október/okt november/nov "
    "december/dec",
    "ianuarie/ian februarie/feb martie/mart aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept octombrie/oct noiembrie/nov "
    "decembrie/dec",
    "ocak/oca şubat/şub mart nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara",
    "januari/jan februari/feb maret/mac april/apr mei jun/juni julai/juli/jul agustus/ogos september/sep oktober/okt november/nov "
    "desember/disember/des",
    "января/янв февраля/фев/февр марта/мар апреля/апр мая/май июня/июн июля/июл августа/авг сентября/сент/сен октября/окт "
    "ноября/нояб/ноя "
    "декабря/дек",
    "січня/січ лютого/лют березня/бер квітня/квіт травня/трав червня/черв липня/лип серпня/серп вересня/вер жовтня/жовт "
    "листопада/лист грудня/груд",
    "ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαϊ ιουνίου/ιουν ιουλίου/ιουλ αυγούστου/αυγ "
    "σεπτεμβρίου/σεπ οκτωβρίου/οκτ "
    "νοεμβρίου/νοε δεκεμβρίου/δεκ",
    "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
    "בינואר/ינואר בפברואר/פברואר במרץ/מרץ באפריל/אפריל במאי/מאי ביוני/יוני ביולי/יולי באוגוסט/אוגוסט בספטמבר/ספטמבר באוקטובר/אוקטובר "
    "בנובמבר/נובמבר בדצמבר/דצמבר",
    "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
)

MONTHS: dict[str, int] = {
    form.casefold(): number for language in _FORMS for number, forms in enumerate(language.split(), 1) for form in forms.split("/")
}
"""The month's number, 1 to 12, for a case-folded name without its full stop."""
