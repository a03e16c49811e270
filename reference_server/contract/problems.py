"""Problem details, RFC 9457: the one shape of every refusal."""

from pydantic import BaseModel, ConfigDict


class FieldError(BaseModel):
    """What is wrong with one field; `field` is its path in the request, such as `steps.2.title`."""

    field: str
    message: str


class Problem(BaseModel):
    """A refusal: stable `type`, a title, what happened, and the trace to ask the operator about."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    trace_id: str
    errors: list[FieldError] | None = None
