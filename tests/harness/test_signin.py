"""What passes between product and provider is read and forged exactly."""

from fixtures.people.signin import AuthorizationRequest, Callback

REQUEST = (
    "http://provider.test/oauth2/authorize?response_type=code&client_id=passion&scope=openid+email&state=s%2F1"
    "&redirect_uri=http%3A%2F%2Fproduct.test%2Fapp%2Fapi%2Fauth%2Fcallback%2Fgoogle"
    "&nonce=n&code_challenge=c&code_challenge_method=S256"
)


def test_an_authorization_request_is_read_from_its_url() -> None:
    request = AuthorizationRequest.parse(REQUEST)

    assert request.endpoint == "http://provider.test/oauth2/authorize"
    assert request.redirect_uri == "http://product.test/app/api/auth/callback/google"
    assert (request.response_type, request.client_id, request.state, request.nonce) == ("code", "passion", "s/1", "n")
    assert (request.scope, request.code_challenge, request.code_challenge_method) == (
        frozenset({"openid", "email"}),
        "c",
        "S256",
    )


def test_what_the_request_lacks_is_empty() -> None:
    request = AuthorizationRequest.parse("http://provider.test/oauth2/authorize?client_id=passion")

    assert (request.state, request.nonce, request.scope, request.code_challenge) == ("", "", frozenset(), "")


def test_a_callback_is_forged_in_one_part_only() -> None:
    callback, other = (
        Callback("http://product.test/cb?code=a&state=s"),
        Callback("http://product.test/cb?code=b&state=t"),
    )

    assert callback.with_state("x&y").url == "http://product.test/cb?code=a&state=x%26y"
    assert callback.with_code_of(other).url == "http://product.test/cb?code=b&state=s"
