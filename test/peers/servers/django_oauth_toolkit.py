"""A service with django-oauth-toolkit: `django_oauth_toolkit.py <port> <folder>`. Its one user is signed in from the start."""

import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings

port, folder = int(sys.argv[1]), sys.argv[2]
secret = "canary+s%41cret &=ü"
settings.configure(
    SECRET_KEY="peer",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(folder, "db")}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[__name__ + ".SignedIn"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    USE_TZ=True,
    OAUTH2_PROVIDER={
        "SCOPES": {"read": "read", "write": "write", "introspection": "introspect"},
        "PKCE_REQUIRED": True,
        "ROTATE_REFRESH_TOKEN": True,
        "REFRESH_TOKEN_GRACE_PERIOD_SECONDS": 0,
    },
)
django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.http import JsonResponse
from django.urls import include, path
from oauth2_provider.decorators import protected_resource
from oauth2_provider.models import Application


class SignedIn:
    """Puts the one user into every request of a browser."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = get_user_model().objects.get()
        request._dont_enforce_csrf_checks = True
        return self.get_response(request)


@protected_resource(scopes=["read"])
def data(request):
    return JsonResponse({"data": 1})


@protected_resource(scopes=["write"])
def written(request):
    return JsonResponse({"data": 2})


urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("data", data),
    path("written", written),
]

call_command("migrate", verbosity=0)
user = get_user_model().objects.create(username="user")
common = {"user": user, "client_secret": secret, "client_type": "confidential"}
Application.objects.create(client_id="machine", authorization_grant_type="client-credentials", **common)
Application.objects.create(
    client_id="web",
    authorization_grant_type="authorization-code",
    redirect_uris="http://127.0.0.1/callback",
    skip_authorization=True,
    **common,
)
Application.objects.create(
    client_id="asks", authorization_grant_type="authorization-code", redirect_uris="http://127.0.0.1/callback", **common
)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        pass


from django.core.wsgi import get_wsgi_application

make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet).serve_forever()
