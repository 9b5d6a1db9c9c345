import playwright from "eslint-plugin-playwright";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** What each folder of src may not import, because imports point one way (README, Extending). */
const FORBIDDEN = {
  contract: ["cases", "transports", "checks", "engine", "targets", "drift", "report", "mutants", "cli"],
  cases: ["transports", "checks", "engine", "targets", "drift", "report", "mutants", "cli"],
  transports: ["cases", "checks", "engine", "targets", "drift", "report", "mutants", "cli"],
  checks: ["cases", "transports", "engine", "targets", "drift", "report", "mutants", "cli"],
  engine: ["targets", "drift", "report", "mutants", "cli"],
  targets: ["drift", "report", "mutants", "cli"],
  drift: ["targets", "report", "mutants", "cli"],
  report: ["targets", "mutants", "cli"],
  mutants: ["report", "cli"],
  cli: [],
};

/** Folders that run without the test runner. */
const WITHOUT_RUNNER = ["contract", "cases", "transports", "checks", "engine", "targets", "drift", "mutants"];

const direction = Object.entries(FORBIDDEN).map(([folder, forbidden]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${[...forbidden, "tests"].join("|")})/`,
            message: `src/${folder} must not know this folder: imports point one way.`,
          },
          ...(WITHOUT_RUNNER.includes(folder)
            ? [{ regex: "^@?playwright", message: `src/${folder} runs without the test runner.` }]
            : []),
        ],
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores(["results/", "allure-results/", "allure-report/", "fixtures/"]),
  {
    files: ["src/**/*.ts", "tests/**/*.ts", "*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // node:test's own functions return promises that the runner waits for.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "describe", "it", "suite"] },
          ],
        },
      ],
      // Marked as deprecated only to stand out: whoever gives an http address has chosen to do without TLS.
      "@typescript-eslint/no-deprecated": [
        "error",
        { allow: [{ from: "package", package: "openid-client", name: "allowInsecureRequests" }] },
      ],
      // Code points are what is meant: the vendor counts a key's length in them.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["tests/*.ts"],
    extends: [playwright.configs["flat/recommended"]],
    rules: {
      // Titles and tags are data of the cases: computed, and unknown to a rule that reads literals.
      "playwright/valid-title": "off",
      "playwright/valid-test-tags": "off",
      // The oracle is the engine's; a test throws the failures that it returns.
      "playwright/expect-expect": "off",
      // A case that cannot run against a target is skipped with its reason, known only once it was tried.
      "playwright/no-skipped-test": "off",
      "playwright/no-conditional-in-test": "off",
    },
  },
  ...direction,
);
