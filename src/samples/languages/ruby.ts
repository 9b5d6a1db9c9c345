import { versionOf, type Language, type Variant } from "../language.ts";

const netHttp: Variant = {
  file: "sample.rb",
  run: () => ({ program: "ruby", args: ["-Eutf-8", "sample.rb"], addressSpace: 2_000_000 }),
};

/** Ruby. */
export const RUBY: Language = {
  id: "ruby",
  title: "Ruby",
  remedy: "Ruby",
  find: async (prepare) => {
    const version = await versionOf(prepare, "ruby", "--version");
    return version === undefined ? undefined : { version: `Ruby ${version}`, variants: { "Net::HTTP": netHttp } };
  },
};
