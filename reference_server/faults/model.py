"""What a seeded defect states about itself: its name, what a person would notice, and which cases must notice it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

BENIGN = "benign"

Hit = Callable[[], None]
"""Called by a fault each time that its deviation reaches somebody; counted for the matrix runner alone."""

Program = Literal["server", "watcher", "monitoring"]

Row = Annotated[str, Field(pattern=r"^[A-Z]-\d{2}$")]
"""The id of a row in the design's table of defects seen in real products, such as L-01."""


class Severity(StrEnum):
    """What the defect would do to a person: lose or expose data, break a promise, or annoy."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


class Fault(BaseModel):
    """One switchable defect, or (in the area `benign`) one legitimate difference that no case may mind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$", description="<area>.<module name>, as it lies in the folders")
    area: str
    title: str = Field(min_length=1, max_length=100)
    symptom: str = Field(min_length=1, description="what a person would notice, one sentence")
    severity: Severity
    provenance: str = Field(min_length=1, description="issue address, CWE number, or 'own'")
    rows: list[Row] = Field(default=[], description="rows of the design's table of real defects that it stands for")
    kills: list[str] = Field(
        default=[], description="catalogue cases, or checks of the doctor (doctor/<name>), of which one must turn red"
    )
    benign: bool = False
    settings: dict[str, str] = Field(default={}, description="settings to start with, where no seam can say it")

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.id.split(".")[0] != self.area:
            raise ValueError(f"the id {self.id!r} must start with the area {self.area!r}")
        if self.benign != (self.area == BENIGN):
            raise ValueError(f"benign variants, and only they, lie in the area {BENIGN!r}")
        if self.benign == bool(self.kills):
            raise ValueError("a defect names the cases that must turn red in `kills`; a benign variant names none")
        if len(set(self.kills)) != len(self.kills):
            raise ValueError("`kills` names a case twice")
        return self
