import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../process.ts";
import { versionOf, whyNotInstalled, type Installed, type Language, type Prepare, type Variant } from "../language.ts";

const GUZZLE = { name: "guzzlehttp/guzzle", version: "7.10.0" };
const REQUEST2 = { name: "pear/http_request2", version: "2.6.0" };

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

/** The sample uses short class names without imports. */
function guzzleFrame(code: string): string {
  return code.replace("<?php", "<?php\nuse GuzzleHttp\\Client;\nuse GuzzleHttp\\Psr7\\Request;");
}

/** A PHP extension, which is part of the installation or not. */
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

/** A library that Debian's packages or PEAR install in the system: PHP code that loads it and prints its version. */
interface OfTheSystem {
  /** Folder with `autoload.php`, where the library has one. */
  readonly folder?: string;
  readonly code: string;
  /** An autoloader to write beside the sample where the library has none. */
  readonly autoloader?: string;
}

/** Installs the pinned version by Composer, or else uses the system's. */
function composer({ name, version }: typeof GUZZLE, system: OfTheSystem) {
  return async (folder: string, prepare: Prepare): Promise<Installed | string> => {
    const libraries = [`${name} ${version}`];
    const args = ["require", "--no-interaction", "--quiet", "--no-scripts", "--no-plugins", `${name}:${version}`];
    const ended = await prepare({ program: "composer", args, env: { COMPOSER_ALLOW_SUPERUSER: "1" } }, folder);
    if (ended.code === 0) return { folder: join(folder, "vendor"), libraries };
    const found = await prepare({ program: "php", args: ["-r", system.code] }, folder);
    if (found.code !== 0) return whyNotInstalled("composer", libraries, ended);
    if (system.autoloader !== undefined) writeFileSync(join(folder, "autoload.php"), system.autoloader);
    return { folder: system.folder ?? folder, libraries: [`${name} ${found.stdout.trim()} of the system`] };
  };
}

const DEBIAN_GUZZLE: OfTheSystem = {
  folder: "/usr/share/php/GuzzleHttp",
  code: "require '/usr/share/php/GuzzleHttp/autoload.php'; echo GuzzleHttp\\ClientInterface::MAJOR_VERSION;",
};

/** PEAR's classes are on PHP's include path and need an autoloader from the application (PSR-0). */
const PEAR_AUTOLOADER = `<?php
spl_autoload_register(function ($name) {
  $file = stream_resolve_include_path(str_replace('_', '/', $name) . '.php');
  if ($file !== false) require_once $file;
});
`;

const PEAR_REQUEST2: OfTheSystem = {
  autoloader: PEAR_AUTOLOADER,
  code: "require 'HTTP/Request2.php'; $r = new HTTP_Request2(); echo preg_match('/2[.0-9]+/', $r->getHeaders()['user-agent'], $m) ? $m[0] : '2';",
};

/** The sample includes the class's file, which Composer does not put on the path. */
function request2Run(installed: Installed): Command {
  const { args, ...rest } = variant.run(installed);
  const composed = join(installed.folder, "pear", "http_request2");
  return existsSync(composed) ? { ...rest, args: ["-d", `include_path=${composed}`, ...args] } : { ...rest, args };
}

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
      HTTP_Request2: { ...variant, install: composer(REQUEST2, PEAR_REQUEST2), run: request2Run },
      pecl_http: { ...variant, install: module("http", "php-http and php-raphf"), systemTrustOnly: true as const },
    };
    return { version: `PHP ${version}`, variants };
  },
};
