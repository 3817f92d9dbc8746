const synth = (): SpeechSynthesis | null => (typeof speechSynthesis === 'undefined' ? null : speechSynthesis);

const scriptOf = (tag: string): string | undefined => {
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
};

const voiceFor = (lang: string): SpeechSynthesisVoice | null => {
  const [wanted = lang] = lang.split('-');
  const voices = (synth()?.getVoices() ?? []).map((voice) => ({ voice, tag: voice.lang.replace('_', '-') }));
  // A voice of Mongolian in Cyrillic letters cannot read the vertical script; Chinese is read by any Chinese voice.
  const reads = (tag: string) =>
    tag.split('-')[0] === wanted && (wanted === 'zh' || scriptOf(tag) === scriptOf(lang));
  return (voices.find((v) => v.tag === lang) ?? voices.find((v) => reads(v.tag)))?.voice ?? null;
};

/** Whether this terminal has a voice for a language. Voices may turn up some time after the page. */
export const canSpeak = (lang: string): boolean => voiceFor(lang) !== null;

export function watchVoices(changed: () => void): () => void {
  const s = synth();
  s?.addEventListener('voiceschanged', changed);
  return () => s?.removeEventListener('voiceschanged', changed);
}

/** Reads sentences one after another, replacing what is being read. `ended` is called once, also when stopped. */
export function speak(sentences: readonly string[], lang: string, rate: number, ended: () => void): void {
  const s = synth();
  if (!s || sentences.length === 0) return ended();
  s.cancel();
  sentences.forEach((text, i) => {
    const u = new SpeechSynthesisUtterance(text);
    u.lang = lang;
    u.voice = voiceFor(lang);
    u.rate = rate;
    if (i === sentences.length - 1) u.onend = u.onerror = ended;
    s.speak(u);
  });
}

export const hush = (): void => synth()?.cancel();
