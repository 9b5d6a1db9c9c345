import playwright from "eslint-plugin-playwright";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** The folders of src from the ground up: each imports only from those before it (README, House). */
const ROOMS = [
  "util",
  "contract",
  "protocol",
  "cases",
  "checks",
  "transports",
  "target",
  "runner",
  "auth",
  "settings",
  "provisioning",
  "servers",
  "bootstrap",
  "exploration",
  "drift",
  "mutation",
  "samples",
  "report",
  "recording",
  "vendor",
  "cli",
  "api",
];

/** Where a folder knows less than those before it would let it. */
const STRANGERS = {
  contract: ["util"],
  checks: ["cases"],
  transports: ["cases", "checks"],
  target: ["cases", "checks"],
  auth: ["cases", "checks"],
  servers: ["checks", "provisioning"],
  exploration: ["auth", "settings", "provisioning", "servers", "bootstrap"],
  drift: ["auth", "settings", "provisioning", "servers", "bootstrap", "exploration"],
  samples: ["cases", "transports", "auth", "provisioning", "servers", "drift", "mutation"],
  vendor: ["protocol", "cases", "checks", "transports", "target", "runner", "auth", "provisioning", "servers"],
  report: ["auth", "settings", "provisioning", "servers", "bootstrap", "mutation"],
};

/** Folders that may know the test runner. */
const WITH_RUNNER = ["report", "cli"];

const direction = ROOMS.map((room, at) => ({
  files: [`src/${room}/**/*.ts`],
  // A test may use any part of the suite to test its own.
  ignores: ["**/*.test.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${[...ROOMS.slice(at + 1), ...(STRANGERS[room] ?? []), "tests", "scripts"].join("|")})/`,
            message: `src/${room} must not know this folder: imports point one way.`,
          },
          ...(WITH_RUNNER.includes(room)
            ? []
            : [{ regex: "^@?playwright", message: `src/${room} runs without the test runner.` }]),
        ],
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores(["results/", "allure-results/", "allure-report/", "playwright-report/", "fixtures/", "dist/"]),
  {
    files: ["src/**/*.ts", "tests/**/*.ts", "scripts/**/*.ts", "*.ts"],
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
      // To make a message of its own, Node 20 parses the whole file, which tsx has put into one line: minutes, in which
      // nothing else of the process goes on and other tests of the file reach their time limits.
      "no-restricted-syntax": [
        "error",
        {
          selector:
            'CallExpression[arguments.length=1]:matches([callee.name="assert"], [callee.object.name="assert"][callee.property.name="ok"])',
          message: "Without a message a failure takes Node 20 minutes: use assert.equal, or say what is missing.",
        },
        {
          selector: "Program > ExpressionStatement > CallExpression[callee.name=/^(before|beforeEach|afterEach)$/]",
          message:
            "Test files share processes: this runs for the tests of every later file too. Put it into a describe.",
        },
      ],
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
