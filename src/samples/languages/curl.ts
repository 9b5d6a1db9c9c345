import { versionOf, type Language, type Variant } from "../language.ts";

const variant: Variant = {
  file: "sample.sh",
  run: () => ({ program: "sh", args: ["sample.sh"], addressSpace: 2_000_000 }),
};

/** curl, in a POSIX shell. */
export const CURL: Language = {
  id: "curl",
  title: "curl",
  remedy: "curl and a POSIX shell",
  find: async (prepare) => {
    const version = await versionOf(prepare, "curl", "--version");
    if (version === undefined) return undefined;
    return { version: `curl ${version}`, variants: { cURL: variant, "the page's own": variant } };
  },
};
