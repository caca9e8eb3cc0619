// Shows beside each candidate whether the teller's figures make the valid ballots. Whether they do, the server decides.
(() => {
    const lines = document.querySelector("[data-count-lines]");
    if (!lines) return;
    const form = lines.closest("form");
    const number = (name) => Number(form.elements[name]?.value || 0);
    const check = () => {
        const valid = number("returned") - number("invalid");
        lines.querySelectorAll("li").forEach((line) => {
            const inputs = [...line.querySelectorAll("input")];
            const sum = inputs.reduce((total, one) => total + Number(one.value || 0), 0);
            const filled = inputs.every((one) => one.value !== "");
            const shown = line.querySelector("[data-sum]");
            shown.textContent = filled ? `${sum} / ${valid}` : "";
            shown.classList.toggle("is-off", filled && sum !== valid);
        });
    };
    form.addEventListener("input", check);
    check();
})();
