import type { Behaviour } from "../behaviour.ts";

/** The vendor's endpoints, relative to its address. */
const ENDPOINTS = {
  authorization_endpoint: "/oauth/v2/authorize",
  token_endpoint: "/oauth/v2/token",
  introspection_endpoint: "/oauth/v2/introspect",
  userinfo_endpoint: "/oidc/v1/userinfo",
  revocation_endpoint: "/oauth/v2/revoke",
  end_session_endpoint: "/oidc/v1/end_session",
  device_authorization_endpoint: "/oauth/v2/device_authorization",
  jwks_uri: "/oauth/v2/keys",
} as const;

const CLIENT_METHODS = ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"];
const CLAIMS =
  "sub aud exp iat iss auth_time nonce acr amr c_hash at_hash act scopes client_id azp preferred_username name family_name given_name locale email email_verified phone_number phone_number_verified";

/** What both recorded releases publish besides their endpoints. */
const COMMON = {
  scopes_supported: ["openid", "profile", "email", "phone", "address", "offline_access"],
  response_types_supported: ["code", "id_token", "id_token token"],
  response_modes_supported: ["query", "fragment", "form_post"],
  grant_types_supported: [
    "authorization_code",
    "implicit",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "urn:ietf:params:oauth:grant-type:device_code",
  ],
  subject_types_supported: ["public"],
  request_object_signing_alg_values_supported: ["RS256"],
  token_endpoint_auth_methods_supported: CLIENT_METHODS,
  token_endpoint_auth_signing_alg_values_supported: ["RS256"],
  revocation_endpoint_auth_methods_supported: CLIENT_METHODS,
  revocation_endpoint_auth_signing_alg_values_supported: ["RS256"],
  introspection_endpoint_auth_methods_supported: ["client_secret_basic", "private_key_jwt"],
  introspection_endpoint_auth_signing_alg_values_supported: ["RS256"],
  claims_supported: CLAIMS.split(" "),
  code_challenge_methods_supported: ["S256"],
  request_parameter_supported: true,
  request_uri_parameter_supported: false,
} as const;

/** Where the releases differ, each a list separated by spaces. */
export interface DiscoveryLists {
  readonly algorithms: string;
  readonly locales: string;
}

/** The vendor also lists endpoints that the reference server does not have. */
export function vendorDiscovery({ algorithms, locales }: DiscoveryLists): Behaviour {
  return {
    json: (json, { call: { route, raw } }) => {
      if (route.kind !== "oauth" || route.endpoint !== "discovery") return json;
      const { origin } = raw;
      return {
        issuer: origin,
        ...Object.fromEntries(Object.entries(ENDPOINTS).map(([name, path]) => [name, `${origin}${path}`])),
        ...COMMON,
        id_token_signing_alg_values_supported: algorithms.split(" "),
        ui_locales_supported: locales.split(" "),
      };
    },
  };
}
