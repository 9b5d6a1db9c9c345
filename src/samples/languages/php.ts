import { join } from "node:path";
import { versionOf, whyNotInstalled, type Installed, type Language, type Prepare, type Variant } from "../language.ts";

const GUZZLE = { name: "guzzlehttp/guzzle", version: "7.10.0" };
const REQUEST2 = { name: "pear/http_request2", version: "2.7.0" };

const variant: Variant = {
  file: "sample.php",
  run: ({ folder }) => ({
    program: "php",
    args: [
      "-d",
      "memory_limit=256M",
      ...(folder === "" ? [] : ["-d", `auto_prepend_file=${folder}/autoload.php`]),
      "sample.php",
    ],
    addressSpace: 2_000_000,
  }),
};

/** The sample names the classes by their last part, and says nowhere where they are from. */
function guzzleFrame(code: string): string {
  return code.replace("<?php", "<?php\nuse GuzzleHttp\\Client;\nuse GuzzleHttp\\Psr7\\Request;");
}

/** A module of PHP's own: part of the installation, or not. */
function module(name: string, remedy: string) {
  return async (_: string, prepare: Prepare): Promise<Installed | string> => {
    const ended = await prepare(
      { program: "php", args: ["-r", `$v = phpversion('${name}') ?: ''; echo $v === PHP_VERSION ? 'bundled' : $v;`] },
      ".",
    );
    if (ended.code !== 0 || ended.stdout === "") return `PHP's module ${name} is missing: install ${remedy}`;
    const version = ended.stdout.trim();
    return { folder: "", libraries: version === "bundled" ? [] : [`pecl_${name} ${version}`] };
  };
}

/** Composer at a pinned version; where it has nothing, what the system's own packages hold. */
function composer({ name, version }: typeof GUZZLE, system?: { readonly folder: string; readonly version: string }) {
  return async (folder: string, prepare: Prepare): Promise<Installed | string> => {
    const libraries = [`${name} ${version}`];
    const args = ["require", "--no-interaction", "--quiet", "--no-scripts", "--no-plugins", `${name}:${version}`];
    const env = { COMPOSER_ALLOW_SUPERUSER: "1" };
    const ended = await prepare({ program: "composer", args, env }, folder);
    if (ended.code === 0) return { folder: join(folder, "vendor"), libraries };
    if (system !== undefined) {
      const code = `require '${system.folder}/autoload.php'; echo ${system.version};`;
      const found = await prepare({ program: "php", args: ["-r", code] }, folder);
      if (found.code === 0)
        return { folder: system.folder, libraries: [`${name} ${found.stdout.trim()} of the system`] };
    }
    return whyNotInstalled("composer", libraries, ended);
  };
}

const DEBIAN_GUZZLE = {
  folder: "/usr/share/php/GuzzleHttp",
  version: "GuzzleHttp\\ClientInterface::MAJOR_VERSION",
};

/** PHP's command line. */
export const PHP: Language = {
  id: "php",
  title: "PHP",
  remedy: "PHP's command line (php-cli)",
  find: async (prepare) => {
    const version = await versionOf(prepare, "php", "--version");
    if (version === undefined) return undefined;
    const variants = {
      cURL: { ...variant, install: module("curl", "php-curl") },
      Guzzle: { ...variant, frame: guzzleFrame, install: composer(GUZZLE, DEBIAN_GUZZLE) },
      HTTP_Request2: { ...variant, install: composer(REQUEST2) },
      pecl_http: { ...variant, install: module("http", "php-http and php-raphf"), systemTrustOnly: true as const },
    };
    return { version: `PHP ${version}`, variants };
  },
};
