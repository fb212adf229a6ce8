"""A service with Authlib in Flask: `authlib_flask.py <port> <folder>`. Everything is in memory, its one user is signed in."""

import logging
import os
import sys
import time

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc6749.util import list_to_scope, scope_to_list
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from flask import Flask, jsonify, request

port = int(sys.argv[1])
secret = "canary+s%41cret &=ü"
app = Flask(__name__)
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
logging.getLogger("werkzeug").setLevel(logging.ERROR)
codes, tokens = {}, []


class Client(ClientMixin):
    def __init__(self, client_id, grant_types, methods, scope="read write"):
        self.client_id, self.grant_types, self.methods, self.scope = client_id, grant_types, methods, scope

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return list_to_scope([s for s in scope_to_list(scope) or [] if s in self.scope.split()])

    def check_redirect_uri(self, uri):
        return uri.startswith("http://127.0.0.1:") and uri.endswith("/callback")

    def check_client_secret(self, value):
        return value == secret

    def check_endpoint_auth_method(self, method, endpoint):
        return method in self.methods

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type in self.grant_types


clients = {
    client.client_id: client
    for client in [
        Client("machine", ["client_credentials"], ["client_secret_basic"]),
        Client("poster", ["client_credentials"], ["client_secret_post"]),
        Client("web", ["authorization_code", "refresh_token"], ["client_secret_post"]),
        Client("once", ["authorization_code"], ["client_secret_post"]),
        Client("small", ["authorization_code", "refresh_token"], ["client_secret_post"], scope="read"),
    ]
}


class Token(TokenMixin):
    def __init__(self, client, user, values):
        self.client, self.user, self.values = client, user, values
        self.issued, self.revoked = time.time(), False

    def check_client(self, client):
        return self.client is client

    def get_scope(self):
        return self.values.get("scope", "")

    def get_expires_in(self):
        return self.values["expires_in"]

    def is_expired(self):
        return False

    def is_revoked(self):
        return self.revoked


def find(value, kind=None):
    kinds = [kind] if kind else ["access_token", "refresh_token"]
    return next((t for t in tokens if any(t.values.get(k) == value for k in kinds)), None)


class Code(dict):
    def get_redirect_uri(self):
        return self["redirect_uri"]

    def get_scope(self):
        return self["scope"]

    @property
    def code_challenge(self):
        return self["challenge"]

    @property
    def code_challenge_method(self):
        return self["method"]


class AuthorizationCodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code, asked):
        data = asked.data
        codes[code] = Code(
            client=asked.client,
            redirect_uri=asked.redirect_uri,
            scope=asked.client.get_allowed_scope(asked.scope),
            challenge=data.get("code_challenge"),
            method=data.get("code_challenge_method"),
        )

    def query_authorization_code(self, code, client):
        found = codes.get(code)
        return found if found and found["client"] is client else None

    def delete_authorization_code(self, code):
        del codes[next(key for key, value in codes.items() if value is code)]

    def authenticate_user(self, code):
        return "user"


class RefreshTokenGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, value):
        token = find(value, "refresh_token")
        return token if token and not token.revoked else None

    def authenticate_user(self, token):
        return token.user

    def revoke_old_credential(self, token):
        token.revoked = True


class ClientCredentialsGrant(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def query_token(self, value, hint):
        return find(value, hint)

    def revoke_token(self, token, asked):
        token.revoked = True


class Introspection(IntrospectionEndpoint):
    CLIENT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def query_token(self, value, hint):
        return find(value, hint)

    def check_permission(self, token, client, asked):
        return token.client is client

    def introspect_token(self, token):
        return {"active": not token.revoked, "scope": token.get_scope()}


class Validator(BearerTokenValidator):
    def authenticate_token(self, value):
        return find(value, "access_token")


server = AuthorizationServer(
    app,
    query_client=clients.get,
    save_token=lambda values, asked: tokens.append(Token(asked.client, asked.user, values)),
)
server.scopes_supported = ["read", "write"]
server.register_grant(ClientCredentialsGrant)
server.register_grant(AuthorizationCodeGrant, [CodeChallenge(required=True)])
server.register_grant(RefreshTokenGrant)
server.register_endpoint(Revocation)
server.register_endpoint(Introspection)
protected = ResourceProtector()
protected.register_token_validator(Validator())


@app.route("/authorize")
def authorize():
    return server.create_authorization_response(grant_user=None if request.args.get("deny") else "user")


@app.route("/token", methods=["POST"])
def token():
    return server.create_token_response()


@app.route("/revoke", methods=["POST"])
def revoke():
    return server.create_endpoint_response("revocation")


@app.route("/introspect", methods=["POST"])
def introspect():
    return server.create_endpoint_response("introspection")


@app.route("/data")
@protected("read")
def data():
    return jsonify(data=1)


@app.route("/written")
@protected("write")
def written():
    return jsonify(data=2)


app.run("127.0.0.1", port)
