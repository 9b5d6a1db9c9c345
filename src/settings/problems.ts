import { SettingError } from "../errors.ts";

/** Gathers what is wrong with the settings, so that one run shows all of it. */
export class Problems {
  readonly #found: { readonly setting: string; readonly sentence: string }[] = [];

  /** One sentence without its full stop: which setting, what is wrong, what to do. */
  add(setting: string, sentence: string): void {
    this.#found.push({ setting, sentence });
  }

  /** Throws one SettingError for everything that was found. */
  throwIfAny(): void {
    const [first] = this.#found;
    if (first === undefined) return;
    const sentences = this.#found.map(({ sentence }) => (sentence.endsWith("?") ? sentence : `${sentence}.`));
    throw new SettingError(first.setting, sentences.join("\n"));
  }
}
