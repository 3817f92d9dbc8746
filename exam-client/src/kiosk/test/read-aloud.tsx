import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperItem } from 'exam-contract/paper';
import { localText } from '../../i18n/i18n';
import { hush, speak } from '../../session/speech';
import { Button } from '../../ui/button';
import { useModel } from '../../ui/kiosk-context';
import { useVoice } from '../../ui/settings';
import { letterAt } from './letters';

/** Reads the question and its options; only where this terminal has a voice for the language. */
export function ReadAloud({ item }: { item: PaperItem }) {
  const { t } = useTranslation('test');
  const { lang, speechRate } = useModel((m) => m.prefs);
  const voice = useVoice();
  const [reading, setReading] = useState(false);
  // Turning the page or leaving ends the reading.
  useEffect(() => hush, [item]);
  if (!voice) return null;
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
