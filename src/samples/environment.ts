import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingError } from "../errors.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Prepare } from "./language.ts";

type Env = Readonly<Record<string, string>>;

/** Variables that tool chains need from the machine. Samples get no others from the environment. */
const KEPT =
  /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMP|TEMP|TMPDIR|SystemRoot|USERPROFILE|APPDATA|LOCALAPPDATA|PATHEXT|JAVA_HOME|GOPATH|GOROOT|GOCACHE|GOMODCACHE|GOTMPDIR|DOTNET_ROOT|PYENV_\w+|RBENV_\w+|XDG_\w+|SSL_CERT_FILE|SSL_CERT_DIR)$/i;

const CLIENT_CERTIFICATE = {
  setting: "ZITADEL_CLIENT_CERT",
  message:
    "The documentation's samples have no client certificate: run them against an address that requires none, with ZITADEL_CLIENT_CERT unset.",
};
const PROXY = {
  setting: "HTTPS_PROXY",
  message:
    "The documentation's samples use no proxy, and half of their clients read no proxy setting: run them where the target can be reached directly, with its host in NO_PROXY.",
};

/** The environment of the package managers: everything but the suite's own settings, which contain credentials. */
export function preparingEnvironment(env: NodeJS.ProcessEnv): Env {
  return pick(env, (name) => !/^(ZITADEL_|CONFORMANCE_|npm_)/.test(name));
}

/** The environment of the samples. Certificates to trust go into a folder, in the form that each client needs. */
export async function sampleEnvironment(
  env: NodeJS.ProcessEnv,
  { ca, network }: TargetDescriptor,
  folder: string,
  prepare: Prepare,
): Promise<Env> {
  const wanted = network?.clientCertificate !== undefined ? CLIENT_CERTIFICATE : network?.proxy && PROXY;
  if (wanted !== undefined) throw new SettingError(wanted.setting, wanted.message);
  const kept = pick(env, (name) => KEPT.test(name));
  const trust = ca === undefined ? {} : await trustEverywhere(ca, folder, prepare);
  return { ...kept, ...trust };
}

function pick(env: NodeJS.ProcessEnv, keeps: (name: string) => boolean): Env {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => keeps(name)));
}

/** Each client's variables for certificates (from their documentation). */
async function trustEverywhere(ca: string, folder: string, prepare: Prepare): Promise<Env> {
  const pem = join(folder, "ca.pem");
  writeFileSync(pem, ca);
  writeFileSync(join(folder, "ca.ini"), `curl.cainfo="${pem}"\nopenssl.cafile="${pem}"\n`);
  const store = join(folder, "ca.p12");
  const keytool = ["-importcert", "-noprompt", "-alias", "target", "-file", pem, "-keystore", store];
  const made = await prepare(
    { program: "keytool", args: [...keytool, "-storetype", "PKCS12", "-storepass", "changeit"] },
    folder,
  );
  const java = `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=changeit`;
  return {
    CURL_CA_BUNDLE: pem,
    SSL_CERT_FILE: pem,
    REQUESTS_CA_BUNDLE: pem,
    NODE_EXTRA_CA_CERTS: pem,
    PHP_INI_SCAN_DIR: `:${folder}`,
    ...(made.code === 0 ? { JAVA_TOOL_OPTIONS: java } : {}),
  };
}
