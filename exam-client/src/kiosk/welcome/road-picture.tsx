/** A quiet road to the horizon behind the welcome; decoration only. */
export function RoadPicture() {
  return (
    <svg className="road" viewBox="0 0 1600 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <circle className="road-sun" cx="1180" cy="330" r="120" />
      <path className="road-far" d="M0 500C220 420 380 470 560 430S960 360 1160 420s300 10 440 40v440H0z" />
      <path className="road-mid" d="M0 600c260-90 480-30 700-60s520-90 900 10v350H0z" />
      <path className="road-near" d="M0 700c320-60 560 0 820-20s520-40 780 10v210H0z" />
      <path
        className="road-lane"
        d="M760 900C900 760 1120 720 1130 640c6-46-70-70-46-112 10-18 34-28 60-34 -14 10-24 20-26 34-4 34 96 60 100 116C1224 724 1220 780 1290 900z"
      />
      <path className="road-line" d="M1040 896c70-110 130-170 136-242 3-44-66-72-52-118" />
    </svg>
  );
}
