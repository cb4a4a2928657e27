"""Names for the tests, and the lists of spellings beside this file."""

import re
from collections.abc import Iterator
from pathlib import Path

from cleaner.romanize.entry import Name
from cleaner.romanize.spell import LANGUAGES

HERE = Path(__file__).parent


def rows(file: str) -> Iterator[tuple[str, str, str | None, list[str]]]:
    """Language, native form, reading and spellings of each line of a list."""
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, native, forms = line.split("\t")
            match = re.fullmatch(r"(.+?)(?: \[(.+)\])?", native)
            yield language, match[1], match[2], forms.split(",")


def name(id: str, canonical: str, kind: str = "place", **more: object) -> Name:  # noqa: A002
    """An entry; `ru=...` and the like give the native forms."""
    native = {key: more.pop(key) for key in LANGUAGES if key in more}
    return Name.model_validate(
        {"id": id, "canonical": canonical, "kind": kind, "native": native, **more}
    )


NAMES = (
    name("weapon.kinzhal", "Kinzhal", "weapon", ru="Кинжал"),
    name("weapon.tu-22", "Tu-22", "weapon", ru="Ту-22"),
    name("weapon.mig-31", "MiG-31", "weapon", ru="МиГ-31"),
    name("place.kyiv", "Kyiv", uk="Київ", aliases=["Kiev"], reject=["Chief", "Chieff"]),
    name("place.beijing", "Beijing", zh="北京", reading={"zh": "Beijing"}, aliases=["Peking"]),
    name("place.sanaa", "Sana'a", ar="صنعاء"),
    name("place.rostov", "Rostov-on-Don", ru="Ростов-на-Дону"),
    name("surname.kozhemyako", "Kozhemyako", "surname", ru="Кожемяко"),
    name("surname.yevmenov", "Yevmenov", "surname", ru="Евменов", ocr=True),
    name("surname.zhukov", "Zhukov", "surname", ru="Жуков"),
    name("given.oleg", "Oleg", "given", ru="Олег"),
    name("given.nikolai", "Nikolai", "given", ru="Николай"),
    name("person.peskov", "Dmitry Peskov", "person", ru="Дмитрий Песков"),
    name("person.tchaikovsky", "Pyotr Tchaikovsky", "person", ru="Пётр Чайковский"),
    name("person.kim-jong-un", "Kim Jong Un", "person", ko="김정은"),
    name("person.assad", "Bashar al-Assad", "person", ar="بشار الأسد"),
    name("person.sisi", "Abdel Fattah el-Sisi", "person", ar="عبد الفتاح السيسي"),
    name("organisation.al-qaeda", "al-Qaeda", "organisation", ar="القاعدة"),
    name("organisation.hezbollah", "Hezbollah", "organisation", ar="حزب الله"),
)
