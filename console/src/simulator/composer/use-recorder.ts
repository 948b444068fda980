import { useEffect, useRef, useState } from 'react';

/** What phones record, then what browsers can do instead. */
const FORMATS = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'];

export type Recording = { state: 'idle' | 'asking' | 'refused' } | { state: 'running'; since: number };

export interface Recorder {
  recording: Recording;
  start(): Promise<void>;
  /** Ends it; resolves with the sound. */
  finish(): Promise<File | null>;
  cancel(): void;
}

/** Whether this browser lets pages record; it needs a secure address. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined;
}

function collect(recorder: MediaRecorder): Promise<File> {
  const parts: Blob[] = [];
  return new Promise((resolve) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      const [type = ''] = recorder.mimeType.split(';');
      resolve(new File(parts, `voice.${type.split('/')[1]}`, { type }));
    };
  });
}

/** Records with the microphone of this computer. */
export function useRecorder(): Recorder {
  const [recording, setRecording] = useState<Recording>({ state: 'idle' });
  const running = useRef<{ recorder: MediaRecorder; sound: Promise<File> } | null>(null);

  const stop = () => {
    const { current } = running;
    running.current = null;
    if (!current) return null;
    if (current.recorder.state !== 'inactive') current.recorder.stop();
    for (const track of current.recorder.stream.getTracks()) track.stop();
    return current.sound;
  };
  // The microphone is let go when the chat is left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only once, at the end
  useEffect(() => () => void stop(), []);

  return {
    recording,
    async start() {
      setRecording({ state: 'asking' });
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
        const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
        running.current = { recorder, sound: collect(recorder) };
        recorder.start();
        setRecording({ state: 'running', since: Date.now() });
      } catch (error) {
        console.warn('The browser gave no microphone.', error);
        setRecording({ state: 'refused' });
      }
    },
    async finish() {
      const sound = await stop();
      setRecording({ state: 'idle' });
      return sound;
    },
    cancel() {
      void stop();
      setRecording({ state: 'idle' });
    },
  };
}
