import type { FrontProgram } from "../support/front-program.ts";
import { NO_HTTP2, testSetUps, type SetUp } from "../support/front-test.ts";

/** HAProxy with these lines after its frontend. */
function haproxy(rest: string): FrontProgram {
  return {
    name: "haproxy",
    package: "haproxy",
    version: "-v",
    configure: ({ folder, config, port, tls }) => ({
      args: ["-db", "-f", config],
      config: `defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend front
  bind 127.0.0.1:${port}${tls ? ` ssl crt ${folder}/both.pem alpn h2,http/1.1` : ""}
${rest}
`,
    }),
  };
}

/** One server for everything. */
const all = (to: string, options = ""): string => `  default_backend all
backend all
  server zitadel ${to} ${options}`;

const SET_UPS: readonly SetUp[] = [
  { what: "HTTP/1.1 on both sides, without TLS", tls: false, config: (to) => all(to), expects: NO_HTTP2 },
  {
    what: "TLS, and HTTP/2 to the server",
    tls: true,
    config: (to) => all(to, "proto h2"),
    expects: { verdict: "pass" },
  },
  {
    what: "TLS, split by content type",
    tls: true,
    config: (to) => `  use_backend grpc if { req.hdr(content-type) -m reg ^application/grpc(\\+|;|$) }
${all(to)}
backend grpc
  server zitadel ${to} proto h2`,
    expects: { verdict: "pass" },
  },
];

testSetUps(haproxy, SET_UPS);
