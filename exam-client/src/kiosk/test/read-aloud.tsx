import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from 'exam-contract/locale';
import type { PaperItem } from 'exam-contract/paper';
import { localText } from '../../i18n/i18n';
import { hush, speak } from '../../session/speech';
import { Button } from '../../ui/button';
import { useModel } from '../../ui/kiosk-context';
import { useVoice } from '../../ui/settings';
import { letterAt } from './letters';

/** Reads the question and its options; only where this terminal has a voice for the language. */
export function ReadAloud({ item, lang }: { item: PaperItem; lang: string }) {
  const { t, i18n } = useTranslation('test');
  const speechRate = useModel((m) => m.prefs.speechRate);
  const voice = useVoice(lang);
  const [reading, setReading] = useState(false);
  // Turning the page or leaving ends the reading.
  useEffect(() => hush, [item, lang]);
  // Who chose a language of its own is told why it is not read; the interface's own has a voice or has none.
  if (!voice)
    return lang === i18n.language || lang === 'zh-CN' ? null : (
      <span className="small no-voice">{t('noVoice', { language: languageName(lang, i18n.language) })}</span>
    );
  const stem = localText(item.stem, lang);
  const press = () => {
    if (reading) {
      hush();
      return setReading(false);
    }
    setReading(true);
    const sentences = [
      stem.text,
      ...item.options.map((o, i) => `${letterAt(i)}. ${localText(o.text, lang).text}`),
    ];
    speak(sentences, stem.lang, speechRate, () => setReading(false));
  };
  return (
    <Button icon={reading ? 'stop' : 'speaker'} onPress={press} aria-pressed={reading}>
      {reading ? t('reading') : t('read')}
    </Button>
  );
}
