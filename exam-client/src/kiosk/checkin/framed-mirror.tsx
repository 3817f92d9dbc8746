import { Mirror } from '../../ui/mirror';

/** The mirror picture with the oval to put one's face into. */
export function FramedMirror({ good, progress }: { good: boolean; progress?: number }) {
  return (
    <div className={`framed ${good ? 'good' : ''}`}>
      <Mirror className="large" />
      <svg className="oval" viewBox="0 0 640 480" aria-hidden="true">
        <path
          className="oval-shade"
          fillRule="evenodd"
          d="M0 0h640v480H0zM320 50c-84 0-142 80-142 182s58 198 142 198 142-96 142-198S404 50 320 50z"
        />
        <path
          className="oval-line"
          d="M320 50c84 0 142 80 142 182s-58 198-142 198-142-96-142-198S236 50 320 50z"
        />
        {progress !== undefined && (
          <path
            className="oval-progress"
            pathLength={1}
            strokeDasharray={`${progress} 1`}
            d="M320 50c84 0 142 80 142 182s-58 198-142 198-142-96-142-198S236 50 320 50z"
          />
        )}
      </svg>
    </div>
  );
}
