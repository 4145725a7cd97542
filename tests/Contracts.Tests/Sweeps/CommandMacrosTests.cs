using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Tests.Sweeps;

public sealed class CommandMacrosTests
{
    [Theory]
    [InlineData("${env}", "env")]
    [InlineData("${envvar:HOME}", "envvar:HOME")]
    [InlineData("$${env}", null)]
    [InlineData("x${env}", null)]
    [InlineData("${env}x", null)]
    [InlineData("$env", null)]
    [InlineData("${a{b}}", null)]
    public void NameOf_Word_IsThatOfAMacroWhichIsAllOfIt(string word, string? name) =>
        CommandMacros.NameOf(word).ShouldBe(name);

    [Fact]
    public void NamesIn_Text_AreThoseOfAllThatLookLikeMacrosAndAreNotEscaped() =>
        CommandMacros.NamesIn("--x=${a} $${b} ${c:-d}${e} $f").ShouldBe(["a", "c:-d", "e"]);

    [Fact]
    public void Replace_Text_PutsValuesAndLeavesTheRestAsItIs()
    {
        var asked = new List<(string, int)>();
        var replaced = CommandMacros.Replace("a=${lr} ${HOME:-x} $${lr} $lr", (name, index) =>
        {
            asked.Add((name, index));
            return name == "lr" ? "${HOME}" : null;
        });
        // Replacements are not scanned again.
        replaced.ShouldBe("a=${HOME} ${HOME:-x} ${lr} $lr");
        asked.ShouldBe([("lr", 2), ("HOME:-x", 8)]);
    }

    [Theory]
    [InlineData("args", true)]
    [InlineData("args_json_file", true)]
    [InlineData("envvar:X", true)]
    [InlineData("envvar:", false)]
    [InlineData("ARGS", false)]
    [InlineData("learning_rate", false)]
    public void IsKnown_Name_IsOneOfOurs(string name, bool known) => CommandMacros.IsKnown(name).ShouldBe(known);

    [Fact]
    public void DefaultCommand_Words_AreMacrosThatAreKnown() =>
        CommandMacros.DefaultCommand.ShouldAllBe(word => CommandMacros.IsKnown(CommandMacros.NameOf(word)!));

    [Theory]
    [InlineData("${program}", true)]
    [InlineData("--file=${program}", true)]
    [InlineData("$${program}", false)]
    [InlineData("program", false)]
    public void NamesProgram_Text_HasTheMacroUnescaped(string text, bool names) =>
        CommandMacros.NamesProgram(text).ShouldBe(names);
}
