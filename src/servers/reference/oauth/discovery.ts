/** The server's OpenID Connect metadata for the requested address (OpenID Connect Discovery 1.0 §3). */
export function discovery(issuer: string): Readonly<Record<string, unknown>> {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth/v2/token`,
    jwks_uri: `${issuer}/oauth/v2/keys`,
    scopes_supported: ["openid"],
    response_types_supported: [],
    grant_types_supported: ["client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  };
}
