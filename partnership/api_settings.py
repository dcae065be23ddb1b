"""The settings of the API: its classes, how often one may ask, its description. Part of `partnership.settings`."""

from partnership import env

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.DenyByDefault"],
    "DEFAULT_RENDERER_CLASSES": ["api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.problem_for",
    "UNAUTHENTICATED_USER": None,
}
# Requests a minute; the last is what each process lets pass by itself while Valkey is gone.
API_LIMITS = {
    "key": env.integer("API_KEY_PER_MINUTE", 600),
    "organization": env.integer("API_ORGANIZATION_PER_MINUTE", 3000),
    "address": env.integer("API_ADDRESS_PER_MINUTE", 120),
    "without_valkey": env.integer("API_WITHOUT_VALKEY_PER_MINUTE", 60),
}
# How often a process writes down what was asked; 0 writes nothing by itself.
API_LOG_EVERY_SECONDS = env.integer("API_LOG_EVERY_SECONDS", 2)
SPECTACULAR_SETTINGS = {
    "TITLE": "Partnership portal",
    "VERSION": "1.3.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_COERCE_PATH_PK": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}
