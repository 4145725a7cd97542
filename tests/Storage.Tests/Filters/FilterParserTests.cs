using Experiments.Storage.Filters;

namespace Experiments.Storage.Tests.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("optimizer=adam and val_loss<0.3", "(optimizer = 'adam' and val_loss < 0.3)")]
    [InlineData("a=1 or b=2 and c=3", "(a = 1 or (b = 2 and c = 3))")]
    [InlineData("(a=1 or b=2) and c=3", "((a = 1 or b = 2) and c = 3)")]
    [InlineData("not a=1 and b=2", "(not a = 1 and b = 2)")]
    [InlineData("NOT (a=1 AND b=2)", "not (a = 1 and b = 2)")]
    [InlineData("a in (1, x, 'y z')", "a in (1, 'x', 'y z')")]
    [InlineData("a not in (1)", "not a in (1)")]
    [InlineData("a is null or a is not null", "(a is null or not a is null)")]
    [InlineData("x<-0.5", "x < -0.5")]
    [InlineData("x == 1e-3", "x = 0.001")]
    [InlineData("x <> .5", "x != 0.5")]
    [InlineData("x >= 1.", "x >= 1.0")]
    [InlineData("x<=+3", "x <= 3")]
    [InlineData("x=true", "x = true")]
    [InlineData("x='true'", "x = 'true'")]
    [InlineData("x=False", "x = false")]
    [InlineData("x='it''s'", "x = 'it's'")]
    [InlineData("x=\"a\"\"b\"", "x = 'a\"b'")]
    [InlineData("`batch size` > 3", "batch size > 3")]
    [InlineData("\"batch size\" > 3", "batch size > 3")]
    [InlineData("`and` = and_more", "and = 'and_more'")]
    [InlineData("train/loss_epoch.mean-1 < 2", "train/loss_epoch.mean-1 < 2")]
    [InlineData("metric.x < 2 and parameter.x < 2", "(metric.x < 2 and parameter.x < 2)")]
    [InlineData("parameter.`batch size` < 2", "parameter.batch size < 2")]
    [InlineData("`parameter.x` < 2", "parameter.x < 2")]
    [InlineData("name=größe-β", "name = 'größe-β'")]
    [InlineData("started_at > 2026-11-29", "started_at > '2026-11-29'")]
    [InlineData("x = 9007199254740993", "x = 9007199254740993")]
    [InlineData("x = 99999999999999999999", "x = 1E+20")]
    [InlineData("  a =\n1\t", "a = 1")]
    public void Parse_Filter_HasThisMeaning(string text, string expected) =>
        FilterText.Of(FilterParser.Parse(text)).ShouldBe(expected);

    [Fact]
    public void Parse_QuotedNameWithAPrefix_IsOnlyTheName()
    {
        FilterParser.Parse("`parameter.x` < 2").Names().ShouldBe([new FieldName("parameter.x")]);
        FilterParser.Parse("parameter.x < 2 and parameter.x > 1").Names()
            .ShouldBe([new FieldName("x", FieldKind.Parameter)]);
    }

    [Theory]
    [InlineData("", "character 1 of the filter: found the end, expected a name")]
    [InlineData(
        "val_loss",
        "character 9 of the filter: found the end, expected a comparison (=, !=, <, <=, >, >=, in, is null)")]
    [InlineData("val_loss <", "character 11 of the filter: found the end, expected a value")]
    [InlineData("a=1 b=2", "character 5 of the filter: found 'b', expected 'and', 'or' or the end")]
    [InlineData("a=1 && b=2", "character 5 of the filter: found '&&', expected 'and', 'or' or the end; write 'and'")]
    [InlineData("a=1 || b=2", "character 5 of the filter: found '||', expected 'and', 'or' or the end; write 'or'")]
    [InlineData("!a=1", "character 1 of the filter: found '!', expected a name; write 'not'")]
    [InlineData(
        "a=<1",
        "character 2 of the filter: found '=<', expected a comparison (=, !=, <, <=, >, >=, in, is null); "
        + "write '<='")]
    [InlineData("(a=1", "character 5 of the filter: found the end, expected 'and', 'or' or ')'")]
    [InlineData("a=1)", "character 4 of the filter: found ')', expected 'and', 'or' or the end")]
    [InlineData("a in 1", "character 6 of the filter: found '1', expected '(' and a list, such as (16, 32)")]
    [InlineData("a in (1 2)", "character 9 of the filter: found '2', expected ',' or ')'")]
    [InlineData("a in ()", "character 7 of the filter: found ')', expected a value")]
    [InlineData("a is 1", "character 6 of the filter: found '1', expected 'null' or 'not null'")]
    [InlineData("a not 1", "character 7 of the filter: found '1', expected 'in'")]
    [InlineData("a = null", "character 5 of the filter: no value equals null; write 'is null' or 'is not null'")]
    [InlineData("a != None", "character 6 of the filter: no value equals None; write 'is null' or 'is not null'")]
    [InlineData("a='x", "character 3 of the filter: the quote ' is not closed")]
    [InlineData(
        "'a'=1",
        "character 1 of the filter: found 'a', expected a name (a name with blanks or signs goes in "
        + "backticks or double quotes)")]
    [InlineData(
        "0.3 > a",
        "character 1 of the filter: found '0.3', expected a name; the value goes to the right, as in "
        + "'val_loss < 0.3'")]
    [InlineData("a=`x`", "character 3 of the filter: 'x' is in backticks, which are for names; put a text in ' or \"")]
    [InlineData(
        "a>90%",
        "character 3 of the filter: '90%' is a percentage; write it as a fraction of 1, such as 0.9 for 90%")]
    [InlineData(
        "a>1/3",
        "character 3 of the filter: '1/3' is not a number; write a number with digits and a point only, "
        + "without a unit, and text that begins like a number in quotes")]
    [InlineData(
        "a>90 %",
        "character 6 of the filter: found '%', expected 'and', 'or' or the end; write a number with digits "
        + "and a point only, without a unit, and text that begins like a number in quotes")]
    [InlineData(
        "time>5m",
        "character 6 of the filter: '5m' is not a number; write a number with digits and a point only, "
        + "without a unit, and text that begins like a number in quotes")]
    [InlineData(
        "a>1_000",
        "character 3 of the filter: '1_000' is not a number; write a number with digits and a point only, "
        + "without a unit, and text that begins like a number in quotes")]
    [InlineData(
        "a>0,5",
        "character 4 of the filter: found ',', expected 'and', 'or' or the end; a decimal number has a "
        + "point, and a list is 'name in (a, b)'")]
    [InlineData("a>1e999", "character 3 of the filter: '1e999' is too large; numbers end at 1.8e308")]
    [InlineData("a=$x", "character 3 of the filter: '$x' is not a word; put text in quotes")]
    [InlineData("a='\0'", "character 4 of the filter: the character U+0000 is not allowed; remove it")]
    [InlineData("and=1", "character 1 of the filter: found 'and', expected a name")]
    public void Parse_Mistake_SaysWhereAndWhat(string text, string expected) =>
        Should.Throw<UserErrorException>(() => FilterParser.Parse(text)).Message.ShouldBe(expected);

    [Fact]
    public void Parse_HalfOfASurrogatePair_IsRefused()
    {
        Message("a='\ud800'").ShouldBe("character 4 of the filter: the character U+D800 is not allowed; remove it");
        Message("a='😀\udc00'").ShouldBe("character 6 of the filter: the character U+DC00 is not allowed; remove it");
        FilterParser.Parse("a='😀'").ShouldNotBeNull();
    }

    [Fact]
    public void Parse_HugeFilter_IsRefused()
    {
        Message(new string('(', 100_000)).ShouldContain("too long; write at most 10,000 characters");
        Message(new string('(', 9_000)).ShouldBe(
            "character 51 of the filter: the filter is nested too deeply; at most 50 levels are allowed");
        Message(string.Concat(Enumerable.Repeat("not ", 2_000))).ShouldContain("nested too deeply");
        Message(string.Join(" or ", Enumerable.Repeat("a=1", 101))).ShouldContain("too many values; at most 100");
        Message(string.Join(" or ", Enumerable.Repeat("a is null", 101))).ShouldContain("too many values");
        Message($"a in ({string.Join(',', Enumerable.Range(0, 101))})").ShouldContain("too many values");
        FilterParser.Parse(string.Join(" or ", Enumerable.Repeat("a=1", 100))).ShouldNotBeNull();
        FilterParser.Parse(new string('(', 49) + "a=1" + new string(')', 49)).ShouldNotBeNull();
    }

    [Fact]
    public void Parse_Garbage_OnlyThrowsUserErrors()
    {
        var random = new Random(42);
        var refused = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var text = FilterGarbage.Create(random);
            try
            {
                FilterParser.Parse(text).Names().Count().ShouldBeGreaterThan(0);
            }
            catch (UserErrorException fault)
            {
                fault.Message.ShouldStartWith("character ");
                refused++;
            }
            catch (Exception fault) when (fault is not ShouldAssertException)
            {
                throw new InvalidOperationException($"The filter was: {text}", fault);
            }
        }

        refused.ShouldBeInRange(2_500, 4_999);
    }

    private static string Message(string text) =>
        Should.Throw<UserErrorException>(() => FilterParser.Parse(text)).Message;
}
