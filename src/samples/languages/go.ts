import { versionOf, type Language, type Variant } from "../language.ts";

const PROGRAM = process.platform === "win32" ? "sample.exe" : "./sample";

const native: Variant = {
  file: "main.go",
  // No download: the sample needs only the standard library.
  build: () => ({
    program: "go",
    args: ["build", "-o", PROGRAM, "main.go"],
    env: { GOTOOLCHAIN: "local", GOFLAGS: "-p=2" },
  }),
  run: () => ({ program: PROGRAM, args: [], env: { GOMEMLIMIT: "256MiB" } }),
};

/** Go. */
export const GO: Language = {
  id: "go",
  title: "Go",
  remedy: "Go",
  find: async (prepare) => {
    const version = await versionOf(prepare, "go", "version");
    return version === undefined ? undefined : { version: `Go ${version}`, variants: { Native: native } };
  },
};
