"""Letting a watcher in: the device authorization grant (RFC 8628), and the person's decision about it."""

from typing import Annotated

from fastapi import APIRouter, Form

from reference_server.contract.base import Text
from reference_server.contract.devices import (
    Approval,
    DeviceCodes,
    DeviceRequest,
    DeviceToken,
    DeviceTokenRequest,
    DeviceView,
    PairingRequest,
)
from reference_server.routes.here import Configured, Epoch, Rules, SignedIn
from reference_server.routes.openapi import problems

router = APIRouter(tags=["pairing"])


@router.post("/api/auth/device")
def begin(rules: Rules, settings: Configured, request: Annotated[DeviceRequest, Form()]) -> DeviceCodes:
    """Let a watcher wait for somebody to let it in; the wait may be asked shorter, in seconds, but never longer."""
    return rules.pairings.begin(request, f"{settings.public_url}/devices")


@router.post("/api/auth/device/token", responses=problems(400))
def collect(rules: Rules, request: Annotated[DeviceTokenRequest, Form()]) -> DeviceToken:
    """Give a watcher that was let in its credential and its key."""
    return rules.pairings.collect(request.device_code)


@router.get("/api/daw/pairings/{user_code}", responses=problems(404, 429))
def read(caller: SignedIn, rules: Rules, user_code: Text) -> PairingRequest:
    """Return the watcher that waits with this code."""
    return rules.pairings.read(caller.person_id, user_code)


@router.post("/api/daw/pairings/{user_code}/approve", status_code=201, responses=problems(404, 409, 423, 429))
def approve(caller: SignedIn, rules: Rules, epoch: Epoch, user_code: Text, approval: Approval) -> DeviceView:
    """Let the watcher in, with its key."""
    return rules.pairings.approve(caller, epoch, user_code, approval)


@router.post("/api/daw/pairings/{user_code}/deny", status_code=204, responses=problems(404, 429))
def deny(caller: SignedIn, rules: Rules, user_code: Text) -> None:
    """Do not let the watcher in."""
    rules.pairings.deny(caller.person_id, user_code)
