import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { judgePictures, smallPicture, type PictureState } from '../../camera/self-test';
import { BusyLine } from '../../ui/busy';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icons';
import { useActions, useKiosk, useModel } from '../../ui/kiosk-context';
import { FailureNotice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { FramedMirror } from './framed-mirror';

const LOOK_MS = 250;

/** Looks at the camera's picture four times a second. */
function usePictureState(): PictureState {
  const kiosk = useKiosk();
  const [state, setState] = useState<PictureState>('none');
  useEffect(() => {
    let pictures: Uint8ClampedArray[] = [];
    const timer = setInterval(() => {
      const { video } = kiosk.camera;
      const picture = video && smallPicture(video);
      pictures = picture ? [...pictures.slice(-7), picture] : [];
      setState(judgePictures(pictures));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [kiosk]);
  return state;
}

function Check({ ok, text }: { ok: boolean | null; text: string }) {
  return (
    <li className={`check ${ok === null ? 'open' : ok ? 'ok' : 'bad'}`}>
      {ok === null ? <span className="ring" aria-hidden="true" /> : <Icon name={ok ? 'check' : 'warn'} />}
      {text}
    </li>
  );
}

/** The terminal tests its camera before anybody relies on it. */
export function CameraScreen() {
  const { t } = useTranslation(['checkin', 'common']);
  const { go, beginCheckin, callProctor } = useActions();
  const camera = useModel((m) => m.camera.status);
  const local = useModel((m) => m.flow.local);
  const failure = useModel((m) => m.failure);
  const busy = useModel((m) => m.busy !== null);
  const picture = usePictureState();
  const { method, idNumber } = local.at === 'camera' ? local : { method: 'face' as const, idNumber: null };
  const broken = camera === 'denied' || camera === 'missing';
  const begin = () => void beginCheckin(method, idNumber);
  // Without a camera only a person can tell who somebody is, and needs the number for it.
  const manual = () => {
    if (idNumber === null) go({ at: 'idNumber' });
    else void beginCheckin('idNumber', idNumber).then(callProctor);
  };
  const cameraOk = camera === 'on' ? true : broken ? false : null;
  const lit = picture === 'good' || picture === 'still';
  return (
    <Page
      title={t('camera.title')}
      lead={t('camera.lead')}
      width="wide"
      actions={
        <>
          <Button icon="back" onPress={() => go({ at: method === 'face' ? 'identify' : 'idNumber' })}>
            {t('common:back')}
          </Button>
          {broken && (
            <Button icon="hand" onPress={manual} isPending={busy}>
              {t('camera.manual')}
            </Button>
          )}
          <Button
            kind="primary"
            size="large"
            iconAfter="arrow"
            onPress={begin}
            isDisabled={camera !== 'on'}
            isPending={busy}
          >
            {t('camera.go')}
          </Button>
        </>
      }
    >
      <div className="camera-layout">
        <FramedMirror good={picture === 'good'} />
        <div className="stack">
          <ul className="checks" aria-live="polite">
            <Check ok={cameraOk} text={broken ? t(`common:camera.${camera}`) : t('camera.permission')} />
            <Check
              ok={picture === 'none' ? null : picture !== 'still'}
              text={picture === 'still' ? t('camera.still') : t('camera.picture')}
            />
            <Check
              ok={picture === 'none' ? null : lit}
              text={picture === 'dark' || picture === 'bright' ? t(`camera.${picture}`) : t('camera.light')}
            />
          </ul>
          {broken && <p>{t('camera.noCamera')}</p>}
          <FailureNotice failure={failure} />
          <BusyLine />
        </div>
      </div>
    </Page>
  );
}
