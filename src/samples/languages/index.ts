import type { Language } from "../language.ts";
import { CSHARP } from "./csharp.ts";
import { CURL } from "./curl.ts";
import { GO } from "./go.ts";
import { JAVA } from "./java.ts";
import { NODEJS } from "./nodejs.ts";
import { PHP } from "./php.ts";
import { POWERSHELL } from "./powershell.ts";
import { PYTHON } from "./python.ts";
import { RUBY } from "./ruby.ts";

/** The languages of the documentation page, in its order. */
export const LANGUAGES: readonly Language[] = [CURL, PYTHON, GO, NODEJS, RUBY, CSHARP, PHP, JAVA, POWERSHELL];
