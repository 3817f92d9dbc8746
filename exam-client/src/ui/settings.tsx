import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from 'react-aria-components/Switch';
import type { Lang } from 'exam-contract/ids';
import { isVertical, languageName, ownName } from 'exam-contract/locale';
import type { Prefs } from '../session/prefs';
import { canSpeak, watchVoices } from '../session/speech';
import { Button } from './button';
import { Dialog } from './dialog';
import { useKiosk, useModel, useReading } from './kiosk-context';
import { fetchScripts, Said } from './said';
import { Segmented } from './segmented';

const langs: readonly Lang[] = ['zh-CN', 'en'];
const NONE: readonly string[] = [];
const sizes = ['1', '1.5', '2'] as const;
const rates = ['0.75', '1', '1.25'] as const;

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const kiosk = useKiosk();
  const lang = useModel((m) => m.prefs.lang);
  const choose = (value: Lang) => {
    kiosk.setPrefs({ lang: value });
    void i18n.changeLanguage(value);
  };
  return (
    <Segmented
      label={t('settings.language')}
      value={lang}
      options={langs.map((value) => ({ value, text: t(`lang.${value}`), lang: value }))}
      onChange={choose}
    />
  );
}

/** The language of the questions, where they can be read in one that the interface does not speak. */
export function ReadingChoice() {
  const { t, i18n } = useTranslation();
  const kiosk = useKiosk();
  const reading = useReading();
  const languages = useModel((m) => m.flow.sitting?.languages ?? NONE);
  useEffect(() => fetchScripts(languages), [languages]);
  if (!languages.some((tag) => !(langs as readonly string[]).includes(tag))) return null;
  return (
    <Segmented
      label={t('settings.reading')}
      value={languages.includes(reading) ? reading : 'zh-CN'}
      options={languages.map((value) => ({
        value,
        text: isVertical(value) ? languageName(value, i18n.language) : ownName(value),
        lang: isVertical(value) ? i18n.language : value,
        ...(isVertical(value) ? { more: <Said text={ownName(value)} lang={value} /> } : {}),
      }))}
      onChange={(value) => kiosk.setPrefs({ reading: value })}
    />
  );
}

export function SizeChoice() {
  const { t } = useTranslation();
  const kiosk = useKiosk();
  const scale = useModel((m) => m.prefs.scale);
  return (
    <Segmented
      label={t('settings.size')}
      value={String(scale) as (typeof sizes)[number]}
      options={sizes.map((value) => ({
        value,
        text: t('settings.sizeValue', { percent: Number(value) * 100 }),
      }))}
      onChange={(v) => kiosk.setPrefs({ scale: Number(v) as Prefs['scale'] })}
    />
  );
}

export function ContrastSwitch() {
  const { t } = useTranslation();
  const kiosk = useKiosk();
  const contrast = useModel((m) => m.prefs.contrast);
  return (
    <Switch className="switch" isSelected={contrast} onChange={(on) => kiosk.setPrefs({ contrast: on })}>
      <span className="switch-track" aria-hidden="true" />
      {t('settings.contrast')}
    </Switch>
  );
}

function SpeechRate() {
  const { t } = useTranslation();
  const kiosk = useKiosk();
  const rate = useModel((m) => m.prefs.speechRate);
  return (
    <Segmented
      label={t('settings.speech')}
      value={String(rate) as (typeof rates)[number]}
      options={rates.map((value) => ({ value, text: t('settings.speechValue', { rate: value }) }))}
      onChange={(v) => kiosk.setPrefs({ speechRate: Number(v) as Prefs['speechRate'] })}
    />
  );
}

/** Whether there is a voice for a language. */
export function useVoice(lang: string): boolean {
  const [, again] = useState(0);
  // Browsers load their voices some time after the page and say so by an event.
  useEffect(() => watchVoices(() => again((n) => n + 1)), []);
  return canSpeak(lang);
}

/** Reading preferences behind one button, for every screen but the first. */
export function SettingsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const voice = useVoice(useReading());
  return (
    <>
      <Button kind="quiet" icon="text" onPress={() => setOpen(true)} aria-label={t('settings.title')}>
        {t('settings.short')}
      </Button>
      {open && (
        <Dialog
          title={t('settings.title')}
          icon="text"
          onClose={() => setOpen(false)}
          actions={
            <Button kind="primary" onPress={() => setOpen(false)}>
              {t('close')}
            </Button>
          }
        >
          <div className="settings-grid">
            <LanguageChoice />
            <ReadingChoice />
            <SizeChoice />
            {voice && <SpeechRate />}
            <ContrastSwitch />
          </div>
        </Dialog>
      )}
    </>
  );
}
