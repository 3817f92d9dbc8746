import type { ReportKind } from 'exam-contract/kiosk-socket';
import { isBlockedKey, keyName } from './keys';

export interface LockdownPorts {
  /** Whether somebody is being examined; otherwise actions are blocked but not reported. */
  watched: () => boolean;
  report: (kind: ReportKind, detail?: string) => void;
  now?: () => number;
}

/** The same attempt at the same thing is told once in this time. */
const QUIET_MS = 3000;
const textField = (t: EventTarget | null): boolean =>
  t instanceof HTMLElement &&
  (t.matches('input[type=text], input:not([type]), textarea') || t.isContentEditable);

/** Blocks what a page can block and reports it. @returns a function that lets everything go again */
export function lockDown(ports: LockdownPorts): () => void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal } as const;
  const told = new Map<string, number>();
  const now = ports.now ?? (() => performance.now());

  const blocked = (detail: string) => {
    if (!ports.watched()) return;
    const last = told.get(detail);
    if (last !== undefined && now() - last < QUIET_MS) return;
    told.set(detail, now());
    ports.report('blockedAction', detail);
  };
  const deny = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    blocked(event.type);
  };
  for (const type of ['copy', 'cut', 'paste', 'contextmenu', 'dragstart', 'drop', 'auxclick'])
    document.addEventListener(type, deny, options);
  document.addEventListener('dragover', (e) => e.preventDefault(), options);
  document.addEventListener(
    'selectstart',
    (e) => {
      if (!textField(e.target)) e.preventDefault();
    },
    options,
  );
  window.addEventListener(
    'keydown',
    (e) => {
      if (!isBlockedKey(e, textField(e.target))) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      blocked(keyName(e));
    },
    options,
  );
  window.addEventListener(
    'wheel',
    (e) => {
      if (e.ctrlKey) e.preventDefault();
    },
    { ...options, passive: false },
  );

  // A page cannot stop its own printing; the sheet is printed from a frame of its own, so this page prints blank.
  window.addEventListener('beforeprint', () => blocked('print'), options);

  history.pushState({ kiosk: true }, '');
  window.addEventListener(
    'popstate',
    () => {
      history.pushState({ kiosk: true }, '');
      blocked('back');
    },
    options,
  );
  const open = window.open.bind(window);
  window.open = () => {
    blocked('window.open');
    return null;
  };

  let away = false;
  const focus = (isAway: boolean, detail: string) => {
    if (away === isAway) return;
    away = isAway;
    if (ports.watched()) ports.report(isAway ? 'focusLost' : 'focusRestored', detail);
  };
  // Capture also hears every element that gains or loses the focus; only the window itself is left. Printing
  // moves the focus into the frame that holds the sheet: that is us.
  window.addEventListener(
    'blur',
    (e) => e.target === window && focus(document.activeElement?.tagName !== 'IFRAME', 'window'),
    options,
  );
  window.addEventListener('focus', (e) => e.target === window && focus(false, 'window'), options);
  document.addEventListener('visibilitychange', () => focus(document.hidden, 'page'), options);

  return () => {
    stop.abort();
    window.open = open;
  };
}
