// The message in the page: what its field has, a file as long as its text is not edited, or what is too long for the field,
// which the browser would lay out for seconds and with each key again. That is judged from memory.
{
  const LINES = 3_000;
  const CHARACTERS = 1_000_000;
  const LARGEST = 20_000_000; // characters, or bytes of a file
  const END = /\r\n|\r|\n/g;

  const number = (value) => value.toLocaleString("en-US");

  const fits = (text) => {
    if (text.length > CHARACTERS) return false;
    let lines = 1;
    for (const _ of text.length < LINES ? [] : text.matchAll(END)) {
      lines += 1;
      if (lines > LINES) return false;
    }
    return true;
  };

  const sizeOf = (text) => {
    const lines = text.split(END);
    return lines.length <= LINES ? `${number(text.length)} characters` : `${number(lines.length - !lines.at(-1))} lines`;
  };

  // Watches field and files. Calls `changed` after each change, and `refused` with what cannot be taken. Returns the message:
  // `data()` is a text that was typed or pasted, or the bytes of a file; `isHeld()` where it is not in the field.
  const message = ({ field, hint, changed, refused }) => {
    const usual = hint.textContent;
    let data = null; // of a file, or what is too long for the field
    let isHeld = false;
    let newest = 0; // file, of those that are being read

    const set = (own, text, name, more = "") => {
      isHeld = !fits(text);
      data = own;
      field.value = isHeld ? "" : text;
      const held = `${name} has ${isHeld ? sizeOf(text) : ""}, too many to show and edit here. It's checked from memory, and the parts ` +
        "with findings are shown below. To change it, use your editor, then take it again. What you type or paste here replaces it.";
      hint.textContent = [more, isHeld ? held : more ? "" : usual].filter((each) => each).join(" ");
      changed();
    };

    const refuse = (why) => {
      [data, isHeld, field.value, hint.textContent] = [null, false, "", usual];
      refused(why);
    };

    const tooLarge = (name) => `Not checked: ${name} has more than ${LARGEST / 1_000_000} MB, the most that this page takes. ` +
      "Split it, or check it in a shell, as the end of this page says.";

    const take = async (files) => {
      const [file] = files;
      const own = newest += 1;
      if (file.size > LARGEST) {
        refuse(tooLarge(file.name));
        return;
      }
      let bytes;
      try {
        bytes = new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        if (own === newest) refuse(`Not checked: ${file.name} can't be read. It may be a folder, or it was moved. Choose a file.`);
        return;
      }
      const more = files.length > 1 ? `Of ${number(files.length)} files, only ${file.name} is checked: take one at a time.` : "";
      if (own === newest) set(bytes, checker.decode(bytes).text ?? "", file.name, more);
    };

    const type = (text) => {
      newest += 1;
      if (text.length > LARGEST) refuse(tooLarge("the text"));
      else if (fits(text)) {
        [data, isHeld, hint.textContent] = [null, false, usual];
        changed();
      } else set(text, text, "Your text");
    };

    // A text that is too long never gets into the field, and one that a tool types at once is one change, not one for each line.
    field.addEventListener("beforeinput", (event) => {
      const text = event.data ?? "";
      if (fits(text) && !(event.inputType === "insertText" && /[\r\n]/.test(text))) return;
      event.preventDefault();
      const { value, selectionStart, selectionEnd } = field;
      const whole = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
      if (fits(whole)) field.setRangeText(text, selectionStart, selectionEnd, "end");
      type(whole);
    });
    field.addEventListener("input", () => type(field.value));

    const clear = () => {
      newest += 1;
      set(null, "", "");
    };
    return { data: () => data ?? field.value, take, clear };
  };

  Object.assign(checker, { message });
}
