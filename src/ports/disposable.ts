/** Something that holds a listener, a timer or a file until it is told to let go. */
export interface Disposable {
  dispose(): void;
}
