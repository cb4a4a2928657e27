"""What a file of names may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Kind = Literal["person", "surname", "given", "place", "ship", "weapon", "organisation"]
Language = Literal["ru", "uk", "be", "bg", "sr", "el", "ko", "zh", "ja", "ar", "fa", "he"]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

SHORTEST_SURNAME = 6
"""Letters a bare surname must have: shorter ones are too often something else."""


class Model(BaseModel):
    """What no model of this file allows: unknown keys, and changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NameTests(Model):
    """Spellings to be rewritten to the canonical one, and spellings that are something else."""

    match: tuple[Text, ...] = ()
    keep: tuple[Text, ...] = ()


class Name(Model):
    """One name and its one spelling."""

    id: str = Field(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$", description="dotted, for ever")
    native: dict[Language, Text] = Field(
        min_length=1, description="the name in its own script, by language"
    )
    reading: dict[Literal["zh", "ja"], Text] = Field(
        {}, description="Chinese: pinyin; Japanese: kana, family name and given name apart"
    )
    canonical: Text = Field(description="the spelling that all others become")
    kind: Kind = Field(description="what bears the name")
    aliases: tuple[Text, ...] = Field(
        (), description="spellings that no romanization gives: Kiev, Peking"
    )
    accept: tuple[Text, ...] = Field(
        (), description="words and names that it is known to collide with, and may"
    )
    reject: tuple[Text, ...] = Field((), description="spellings that never match")
    ocr: bool = Field(False, description="allow an l for a leading I")
    tests: NameTests = NameTests()


class NamePack(Model):
    """One file of names."""

    schema_: Literal["1"] = Field(alias="schema", description="version of the format")
    pack: str = Field(pattern=r"^[a-z0-9][a-z0-9_/.-]*$", description="path-like name of the pack")
    names: tuple[Name, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and where it stands."""

    name: Name
    pack: str
    file: str
    line: int
