"""Problem details, RFC 9457: the one shape of every refusal."""

from pydantic import BaseModel, ConfigDict


class FieldError(BaseModel):
    """What is wrong with one field; `field` is its path in the request, such as `steps.2.title`."""

    field: str
    message: str


class Reason(BaseModel):
    """Why something is refused: stable `type`, a title, and what happened."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = None


class Problem(Reason):
    """The answer to a request that is refused, with the trace to ask the operator about."""

    trace_id: str
