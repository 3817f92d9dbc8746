import type { Lang } from 'exam-contract/ids';

const synth = (): SpeechSynthesis | null => (typeof speechSynthesis === 'undefined' ? null : speechSynthesis);

const voiceFor = (lang: Lang): SpeechSynthesisVoice | null => {
  const wanted = lang.slice(0, 2);
  const voices = synth()?.getVoices() ?? [];
  return voices.find((v) => v.lang === lang) ?? voices.find((v) => v.lang.startsWith(wanted)) ?? null;
};

/** Whether this terminal has a voice for a language. Voices may turn up some time after the page. */
export const canSpeak = (lang: Lang): boolean => voiceFor(lang) !== null;

export function watchVoices(changed: () => void): () => void {
  const s = synth();
  s?.addEventListener('voiceschanged', changed);
  return () => s?.removeEventListener('voiceschanged', changed);
}

/** Reads sentences one after another, replacing what is being read. `ended` is called once, also when stopped. */
export function speak(sentences: readonly string[], lang: Lang, rate: number, ended: () => void): void {
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
