/** A span of time as h:mm:ss, or m:ss below an hour; never negative. */
export function span(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const m = Math.floor((s % 3600) / 60);
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

const times = new Map<string, Intl.DateTimeFormat>();
function format(lang: string, kind: 'time' | 'moment', at: number): string {
  const key = `${lang} ${kind}`;
  let f = times.get(key);
  if (!f) {
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const;
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    f = new Intl.DateTimeFormat(
      lang === 'en' ? 'en-GB' : 'zh-CN',
      kind === 'time' ? clock : { ...day, ...clock },
    );
    times.set(key, f);
  }
  return f.format(at);
}

/** hh:mm:ss on the wall clock of whoever looks. */
export const timeOf = (at: number, lang: string): string => format(lang, 'time', at);
/** Day and time. */
export const momentOf = (at: number, lang: string): string => format(lang, 'moment', at);
/** The calendar day where exams are held, Beijing time, YYYY-MM-DD. */
export const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
