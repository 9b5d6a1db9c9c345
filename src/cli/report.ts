import { loadEnv } from "../settings/env.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { runReport } from "./report-job.ts";

/** `npm run report`: an HTML report of the last runs' Allure results. */
await runCommandLine("report", async () => runReport(process.argv.slice(2), loadEnv(), printText));
