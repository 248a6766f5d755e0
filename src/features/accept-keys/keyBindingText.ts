/** A key binding that accepts a completion and marks it, to be put among somebody's own, as commented JSON. */
export const KEY_BINDING_TEXT = `// Put this into the list in your keybindings.json, with the key that you accept completions with.
// VS Code accepts the completion exactly as it does now; only then Grasp takes note of it.
// If the key accepts the next word or line, take that command instead of "commit", and
// { "command": "grasp.markAccepted", "args": { "part": true } } instead of "grasp.markAccepted".
{
  "key": "ctrl+enter",
  "command": "runCommands",
  "args": {
    "commands": ["editor.action.inlineSuggest.commit", "grasp.markAccepted"]
  },
  "when": "inlineSuggestionVisible && !editorReadonly"
}
`;
