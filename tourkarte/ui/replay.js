/* Asks for the next step of the replay after a while, as long as it plays. A page that is left asks for nothing. */
export default function play({ data, parentElement, setTriggerValue }) {
  clearTimeout(parentElement.tourkarteReplay);
  if (data.playing) {
    parentElement.tourkarteReplay = setTimeout(() => setTriggerValue("step", data.at), data.every);
  }
  return () => clearTimeout(parentElement.tourkarteReplay);
}
