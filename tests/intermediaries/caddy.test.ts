import type { Expected } from "../../src/mutation/circumstances/circumstance.ts";
import type { FrontProgram } from "../support/front-program.ts";
import { NO_HTTP2, testSetUps, type SetUp } from "../support/front-test.ts";

/** Caddy with these directives for its one site. */
function caddy(directives: string): FrontProgram {
  return {
    name: "caddy",
    package: "caddy",
    version: "version",
    configure: ({ folder, config, port, tls }) => ({
      args: ["run", "--adapter", "caddyfile", "--config", config],
      config: `{
  admin off
  auto_https off
}
${tls ? "https" : "http"}://127.0.0.1:${port} {
  ${tls ? `tls ${folder}/cert.pem ${folder}/key.pem` : ""}
  ${directives}
}
`,
    }),
  };
}

/** Caddy's own server refuses a broken percent-encoding in Go's words, before Caddy puts its name on the answer. */
const GREEN: Expected = { verdict: "pass", inapplicable: /^Caddy answered in ZITADEL's place \(HTTP 400/ };
const GRPC = "@grpc header_regexp Content-Type ^application/grpc(\\+|;|$)";

const SET_UPS: readonly SetUp[] = [
  {
    what: "HTTP/1.1 on both sides, without TLS",
    tls: false,
    config: (to) => `reverse_proxy ${to}`,
    expects: NO_HTTP2,
  },
  {
    what: "TLS, and HTTP/2 to the server",
    tls: true,
    config: (to) => `reverse_proxy h2c://${to}`,
    expects: GREEN,
  },
  {
    what: "TLS, split by content type",
    tls: true,
    config: (to) => `${GRPC}
  reverse_proxy @grpc h2c://${to}
  reverse_proxy ${to}`,
    expects: GREEN,
  },
];

testSetUps(caddy, SET_UPS);
