import type { Expected } from "../../src/mutation/circumstances/circumstance.ts";
import type { FrontProgram } from "../support/front-program.ts";
import { NO_HTTP2, testSetUps, type SetUp } from "../support/front-test.ts";

/** nginx with these locations in its one server. */
function nginx(locations: string): FrontProgram {
  return {
    name: "nginx",
    package: "nginx-light",
    version: "-v",
    configure: ({ folder, config, port, tls }) => {
      const certificate = `ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;`;
      const listen = `listen 127.0.0.1:${port}${tls ? ` ssl http2; ${certificate}` : ";"}`;
      const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join("\n");
      return {
        args: ["-p", folder, "-e", `${folder}/error.log`, "-c", config],
        config: `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${paths}
  map $http_content_type $is_grpc { default 0; "~^application/grpc(\\+|;|$)" 1; }
  map $request_uri $below { default $request_uri; "~^/idp(?<rest>/.*)$" $rest; }
  server { ${listen} ${locations} }
}
`,
      };
    },
  };
}

const GREEN: Expected = { verdict: "pass", inapplicable: /^Nginx answered in ZITADEL's place/i };
const SPLIT = "error_page 418 = @grpc; if ($is_grpc) { return 418; }";
const upstream = "proxy_http_version 1.1; proxy_set_header Host $http_host;";

const SET_UPS: readonly SetUp[] = [
  {
    what: "HTTP/1.1 on both sides, without TLS",
    tls: false,
    config: (to) => `location / { ${upstream} proxy_pass http://${to}; }`,
    expects: NO_HTTP2,
  },
  {
    what: "TLS, and HTTP/1.1 to the server",
    tls: true,
    config: (to) => `location / { ${upstream} proxy_pass http://${to}; }`,
    expects: NO_HTTP2,
  },
  {
    what: "TLS, and HTTP/2 to the server",
    tls: true,
    config: (to) => `location / { grpc_set_header Host $http_host; grpc_pass grpc://${to}; }`,
    expects: GREEN,
  },
  {
    what: "TLS, split by content type",
    tls: true,
    config: (to) =>
      `location / { ${SPLIT} ${upstream} proxy_pass http://${to}; } location @grpc { grpc_pass grpc://${to}; }`,
    expects: GREEN,
  },
  {
    what: "TLS, under a path, split by content type",
    tls: true,
    path: "/idp",
    config: (to) =>
      `location /idp/ { ${SPLIT} ${upstream} proxy_pass http://${to}$below; }
       location @grpc { rewrite ^/idp(/.*)$ $1 break; grpc_pass grpc://${to}; }`,
    expects: GREEN,
  },
  {
    what: "TLS, with a path part in proxy_pass, so that nginx decodes paths and encodes them its own way",
    tls: true,
    config: (to) =>
      `location / { ${SPLIT} ${upstream} proxy_pass http://${to}/; } location @grpc { grpc_pass grpc://${to}; }`,
    expects: { ...GREEN, notes: /^nginx in front of \S+ decodes %2F in paths/ },
  },
];

testSetUps(nginx, SET_UPS);
