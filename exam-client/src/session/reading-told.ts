import type { Link } from '../net/link';
import { isPassing } from '../net/failure';

const KEY = 'kaotai.untoldLanguage';

interface Ports {
  link(): Link | null;
  /** The sitting whose test has begun; before that, the consent says the language. */
  sittingId(): string | null;
  reading(): string;
}

/**
 * Tells the server in which language the questions are read. What could not be told while the line was down, or before
 * the page was loaded anew, is told when the line is back: the language of that moment, not every one in between.
 */
export class ReadingTold {
  readonly #ports: Ports;
  #telling = false;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** The candidate has chosen another language. */
  changed(): void {
    const sittingId = this.#ports.sittingId();
    if (!sittingId) return;
    sessionStorage.setItem(KEY, sittingId);
    void this.#tell();
  }

  lineIsBack(): void {
    void this.#tell();
  }

  async #tell(): Promise<void> {
    const sittingId = this.#ports.sittingId();
    if (this.#telling || !sittingId || sessionStorage.getItem(KEY) !== sittingId) return;
    const lang = this.#ports.reading();
    this.#telling = true;
    const reply = await this.#ports.link()?.request('sitting:language', { sittingId, lang });
    this.#telling = false;
    const settled = reply !== undefined && (reply.ok || !isPassing(reply.code));
    if (!settled) return;
    // It may have been changed again while this was under way.
    if (this.#ports.reading() === lang) sessionStorage.removeItem(KEY);
    else await this.#tell();
  }
}
