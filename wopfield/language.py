"""The text of the program in the person's language (gettext).

``_`` translates a whole sentence; ``plural`` chooses the form for a count. Window, report, command line and
server all speak through here; the domain never does. A process speaks one language to its person, in all its
threads: that is the one thing kept for the whole process, as gettext itself does.
"""

from gettext import GNUTranslations, NullTranslations

from wopfield.shipped import shipped


class _Spoken:
    words: NullTranslations = NullTranslations()


def _(sentence: str, /, **parts: object) -> str:
    """Return ``sentence`` in the language spoken now, its ``{parts}`` filled in."""
    words = _Spoken.words.gettext(sentence)
    return words.format(**parts) if parts else words


def plural(one: str, many: str, count: int, /, **parts: object) -> str:
    """Return the form of a sentence that fits ``count``; ``{count}`` is filled in."""
    return _Spoken.words.ngettext(one, many, count).format(count=count, **parts)


def speak(code: str) -> None:
    """Speak language ``code`` (``fr``) from here on; what has no translation stays English."""
    catalogue = shipped("resources") / "translations" / code / "LC_MESSAGES" / "wopfield.mo"
    if code != "en" and catalogue.is_file():
        with catalogue.open("rb") as file:
            speak_by(GNUTranslations(file))
    else:
        speak_by(NullTranslations())


def speak_by(words: NullTranslations) -> None:
    """Speak by a catalogue of one's own, such as one of longer words that tries whether everything has room."""
    _Spoken.words = words
