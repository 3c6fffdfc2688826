"""Telling which language a piece of text is in, from its script and its smallest words."""

from __future__ import annotations

import re

_WORDS = {
    "en": "the of and to in is was that for it with as on be by this are from at have has been not were his her its they "
    "their which would "
    "who will had but an or if what about you your i'm it's we my our i he she so just can there out up",
    "de": "der die das und ist nicht ein eine einen einem den dem des zu von mit auf für im sich auch als es wir ich sie er "
    "wie aber wird "
    "sind war noch bei nach aus hat haben dass nur oder kann zum zur am wenn über mehr ihr uns dieser diese wurde",
    "fr": "le la les et est un une des du dans pour que qui pas sur au avec ce il elle nous vous je on sont par plus mais ne "
    "se ou cette aux "
    "ont été son sa ses leur comme tout c'est fait être même sans",
    "es": "el la los las y es un una de del en que por para con no se su al lo como más pero sus le ha me sin sobre este ya esta todo "
    "son hay muy está fue nos mi han una desde",
    "it": "il lo la gli le e è un una di del della dei in che per con non si da al alla sono come più ma ha anche questo nel "
    "nella i dal su "
    "mi ci se hanno essere stato perché dopo",
    "pt": "o a os as e é um uma de do da dos das em no na que por para com não se seu sua ao mais como mas foi são ele ela também já "
    "está isso pela pelo ser tem muito nos",
    "nl": "de het een en van is in dat op te zijn met voor niet aan er om ook als bij maar die wordt naar uit door heeft hij "
    "ze ik je we nog "
    "over dan deze wat werd meer",
    "sv": "och att det som en på är av för med till den har inte om ett jag vi men var de från så kan nu när sig",
    "pl": "w i na z się do nie to że jest o jak ale po od za przez dla tym są tak co było jego które ze czy już będzie",
    "tr": "ve bir bu da de için ile çok ne o ama gibi daha olan olarak ben biz var yok kadar sonra değil mi her",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada mereka sudah bisa kita",
    "cs": "je se na že v to s z do o jsem ale jako za by pro tak jsou po co není když už byl bylo podle",
    "ro": "și în de la cu un o nu pe este că din pentru care mai sunt ce sau a fost dar",
    "fi": "ja on ei se että oli hän mutta kun ovat niin myös tai olla joka sen vain ole nyt",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _small in _WORDS.items():
    for _word in _small.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

_SCRIPTS = {
    "cyrillic": r"[\u0400-\u052f]",
    "arabic": r"[\u0600-\u06ff]",
    "hebrew": r"[\u0590-\u05ff]",
    "greek": r"[\u0370-\u03ff]",
    "devanagari": r"[\u0900-\u097f]",
    "thai": r"[\u0e00-\u0e7f]",
    "kana": r"[\u3040-\u30ff]",
    "hangul": r"[\uac00-\ud7af]",
    "han": r"[\u4e00-\u9fff]",
}
_SCRIPT = {name: re.compile(letters) for name, letters in _SCRIPTS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOT_WORDS = re.compile(r"https?://\S+|pic\.twitter\.com/\w+|[@#]\w+")
_FEWEST = 1.5  # small words a language needs to be named, one that n languages share counting 1/n
_LEAD = 1.5  # how many times the next language's small words it needs


def language_of(text: str) -> str | None:
    """The language or script of ``text`` ("en", "kana", …); ``None`` when it is too short or too mixed to tell.

    Links, mentions and hashtags do not count.
    """
    words = _NOT_WORDS.sub(" ", text) if any(mark in text for mark in ("@", "#", "://", "pic.")) else text
    if not words.isascii():
        letters = sum(map(str.isalpha, words))
        for name, script in _SCRIPT.items():
            found = len(script.findall(words))
            if found >= 4 and found * 3 > letters:
                return name
    weights: dict[str, float] = dict.fromkeys(_WORDS, 0.0)
    for word in _WORD.findall(words.casefold().replace("’", "'")):
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            weights[language] += 1 / len(languages)
    second, first = sorted(weights.values())[-2:]
    if first < _FEWEST or first < _LEAD * second:
        return None
    return max(weights, key=weights.__getitem__)
