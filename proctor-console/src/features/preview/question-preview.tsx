import { Alert, Segmented, Select, Switch } from 'antd';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { languageName } from 'exam-contract/locale';
import { call } from '../../net/api';
import { Besides } from './besides';
import { PreviewFrame, type Screen } from './preview-frame';
import { languagesOf, missingIn, withoutKey, type Shown } from './shown';
import '../../theme/look.css';

export interface Side {
  /** Where there are two: which of them this is. */
  name?: 'before' | 'after';
  question: Shown;
}

const SCREENS = { '1280x800': [1280, 800], '1920x1080': [1920, 1080], '1080x1920': [1080, 1920] } as const;
type ScreenName = keyof typeof SCREENS;
const names = Object.keys(SCREENS) as ScreenName[];
const SIZES = [1, 1.5, 2] as const;

/** Pictures by hash, through the same route and held in the same place as everywhere in the console. */
function usePictures(sides: readonly Side[]): {
  pictures: Record<string, Blob | undefined>;
  waiting: boolean;
} {
  const hashes = [...new Set(sides.flatMap((s) => s.question.media.flatMap((m) => m.sha256 ?? [])))];
  return useQueries({
    queries: hashes.map((sha256) => ({
      queryKey: ['picture', sha256],
      queryFn: () => call(attemptRoutes.media, { params: { sha256 } }),
      staleTime: Infinity,
      retry: false,
    })),
    combine: (asked) => ({
      pictures: Object.fromEntries(hashes.map((hash, i) => [hash, asked[i]?.data])),
      waiting: asked.some((a) => a.isPending),
    }),
  });
}

/** Width of what is told beside one screen, with the gap; beside two there is no room, it stands below. */
const TOLD = 336;
/** Of the window's box at both sides, with the borders of two screens and a scroll bar. */
const PADDING = 68;
/** A screen that is narrower cannot be read. */
const LEAST = 440;
function roomFor(sides: number, upright: boolean, told: boolean): Screen {
  const width = Math.max(240, Math.min(window.innerWidth - 48, 1240) - PADDING);
  const parted = sides > 1 ? (width - 16) / 2 : width - (told ? TOLD : 0);
  // In a narrow window one stands below the other.
  const besides = parted < LEAST ? width : parted;
  // All of a seat's screen is seen with what is said of it; one standing upright may take more than the window.
  return { width: besides, height: Math.max(upright ? 760 : 420, window.innerHeight - 260) };
}

/** One question, or two versions of it side by side, exactly as a terminal shows it. */
export function QuestionPreview({ sides }: { sides: readonly Side[] }) {
  const { t, i18n } = useTranslation('look');
  const languages = languagesOf(sides.map((s) => s.question));
  const [chosen, setLocale] = useState<string>(i18n.language);
  const locale = languages.includes(chosen) ? chosen : 'zh-CN';
  const [scale, setScale] = useState<(typeof SIZES)[number]>(1);
  const [contrast, setContrast] = useState(false);
  const [screen, setScreen] = useState<ScreenName>('1280x800');
  const [told, setTold] = useState(true);
  const { pictures, waiting } = usePictures(sides);
  const [width, height] = SCREENS[screen];
  const room = roomFor(sides.length, height > width, told);
  const ready = useMemo(
    () => (waiting ? [] : sides.map((side) => ({ ...side, bare: withoutKey(side.question, pictures) }))),
    [sides, pictures, waiting],
  );
  return (
    <div className="look">
      <div className="look-how">
        <label>
          <span>{t('language')}</span>
          <Segmented
            aria-label={t('language')}
            value={locale}
            onChange={(value) => setLocale(value)}
            options={languages.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          />
        </label>
        <label>
          <span>{t('size')}</span>
          <Segmented
            aria-label={t('size')}
            value={scale}
            onChange={(value) => setScale(value)}
            options={SIZES.map((value) => ({ value, label: t('percent', { n: value * 100 }) }))}
          />
        </label>
        <label>
          <span>{t('screen')}</span>
          <Select
            aria-label={t('screen')}
            value={screen}
            onChange={(value) => setScreen(value)}
            options={names.map((value) => ({ value, label: t(`screens.${value}`) }))}
          />
        </label>
        <label>
          <Switch aria-label={t('contrast')} checked={contrast} onChange={setContrast} />
          <span>{t('contrast')}</span>
        </label>
        <label>
          <Switch aria-label={t('showKey')} checked={told} onChange={setTold} />
          <span>{t('showKey')}</span>
        </label>
      </div>
      <div className="look-sides">
        {ready.map(({ name, question, bare }) => {
          const missing = missingIn(question, locale);
          return (
            <section key={name ?? 'one'} aria-label={name ? t(name) : t('title', { id: question.id })}>
              {name && <h3>{t(name)}</h3>}
              {question.version?.inForce === false && (
                <Alert type="info" showIcon title={t('formerly', { name: question.version.name })} />
              )}
              {missing.length > 0 && (
                <Alert
                  type="error"
                  showIcon
                  title={t('missing', {
                    list: missing.map((m) => t(`lacks.${m.what}`, { which: m.which })).join(t('and')),
                  })}
                />
              )}
              <div className={sides.length > 1 ? 'look-pair' : 'look-pair beside'}>
                <PreviewFrame
                  question={bare}
                  how={{ locale, scale, contrast }}
                  screen={{ width, height }}
                  room={room}
                  title={t('frame', { id: question.id })}
                />
                {told && <Besides question={question} locale={locale} />}
              </div>
            </section>
          );
        })}
      </div>
      <p className="quiet">{t('note')}</p>
    </div>
  );
}
