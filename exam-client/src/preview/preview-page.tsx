import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { previewAsked, type PreviewAsked, type PreviewSaid } from 'exam-contract/preview';
import { initialFlow } from '../flow/state';
import { TestScreen } from '../kiosk/test/test-screen';
import type { Kiosk } from '../session/kiosk';
import { applyPrefs } from '../session/prefs';
import { useModel } from '../ui/kiosk-context';
import { attemptFor, mediaOf, prefsOf, sittingFor } from './as-sitting';
import { hiddenParts } from './hidden-parts';

const say = (said: PreviewSaid) => window.parent.postMessage(said, location.origin);

/** What the page around this one asks to be shown; nobody else is listened to. */
function useAsked(): PreviewAsked | null {
  const [asked, setAsked] = useState<PreviewAsked | null>(null);
  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== window.parent) return;
      const { data: known } = previewAsked.safeParse(data);
      if (known) setAsked(known);
    };
    window.addEventListener('message', hear);
    say({ preview: 'ready' });
    return () => window.removeEventListener('message', hear);
  }, []);
  return asked;
}

/** The terminal's test screen with the question that was asked for, and what of it does not fit on the screen. */
export function PreviewPage({ kiosk }: { kiosk: Kiosk }) {
  const { i18n } = useTranslation();
  const asked = useAsked();
  const [set, setSet] = useState<PreviewAsked | null>(null);
  useEffect(() => {
    if (!asked) return;
    const prefs = prefsOf(asked);
    applyPrefs(prefs);
    // Texts of this language are looked up by the instance: what the hook gives changes with the language.
    void i18n.changeLanguage(prefs.lang).then(() => {
      const sitting = sittingFor(asked, i18n.t('preview.name'), i18n.t('preview.kind'), kiosk.clock.now());
      const attempt = attemptFor(asked);
      kiosk.store.set((m) => ({
        ...m,
        prefs,
        attempt,
        media: mediaOf(asked),
        flow: { ...initialFlow(true), link: 'online', sitting },
      }));
      setSet(asked);
    });
  }, [asked, i18n, kiosk]);
  const attempt = useModel((m) => m.attempt);
  const sitting = useModel((m) => m.flow.sitting);
  const paper = attempt?.paper;
  const shell = useRef<HTMLDivElement>(null);
  useMeasured(shell, set);
  if (!set || !attempt || !paper || !sitting) return null;
  return (
    <I18nProvider locale={prefsOf(set).lang}>
      {/* Inert at first: the screen's heading takes the focus, which belongs to the page around. */}
      <div ref={shell} className="shell" data-screen="test" inert>
        <TestScreen key={set.n} attempt={attempt} sitting={sitting} paper={paper} />
      </div>
    </I18nProvider>
  );
}

/** Says what is hidden once the question stands, and whenever its type or pictures come in or the screen changes. */
function useMeasured(shell: { readonly current: HTMLElement | null }, set: PreviewAsked | null): void {
  useLayoutEffect(() => {
    const at = shell.current;
    if (!set || !at) return;
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => say({ preview: 'shown', n: set.n, hidden: hiddenParts(at) }));
    };
    const settle = requestAnimationFrame(() => {
      // What would act on a test does nothing here; the question itself can be looked at, scrolled and enlarged.
      for (const bar of at.querySelectorAll('.test-bar, .board-side, .test-foot'))
        bar.toggleAttribute('inert', true);
      at.inert = false;
    });
    const sizes = new ResizeObserver(measure);
    for (const e of at.querySelectorAll('.test-main, .question, .options')) sizes.observe(e);
    document.fonts.addEventListener('loadingdone', measure);
    measure();
    return () => {
      cancelAnimationFrame(frame);
      cancelAnimationFrame(settle);
      sizes.disconnect();
      document.fonts.removeEventListener('loadingdone', measure);
    };
  }, [shell, set]);
}
