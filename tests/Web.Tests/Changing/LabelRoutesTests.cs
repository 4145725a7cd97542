using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Changing;

public sealed class LabelRoutesTests(SharedPostgres postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Labels_OfSweep_AreChangedAsByTheCommands(bool onPostgres)
    {
        await using var api = await TestApi.StartAsync(postgres, onPostgres);
        await api.FillAsync();

        (await DoneAsync(api, "tag", """{"tags": ["paper", "a"]}""")).ShouldBe(
            "sweep 'sweep' (k3m9x0q2ab) has the tags a, paper");
        (await DoneAsync(api, "tag", """{"tags": ["a"]}""")).ShouldBe(
            "sweep 'sweep' (k3m9x0q2ab) has the tags a, paper");
        (await DoneAsync(api, "untag", """{"tags": ["a"]}""")).ShouldBe(
            "sweep 'sweep' (k3m9x0q2ab) has the tags paper");
        (await DoneAsync(api, "note", """{"note": "line\nand ünïcode 🎈"}""")).ShouldBe(
            "sweep 'sweep' (k3m9x0q2ab) has the note");
        (await DoneAsync(api, "archive")).ShouldBe(
            "sweep 'sweep' (k3m9x0q2ab) is archived; 'experiments ls --archived' lists it");
        (await DoneAsync(api, "archive", "{}")).ShouldNotBeNull().ShouldContain("is archived");
        (await api.GetAsync("/api/sweeps")).GetArrayLength().ShouldBe(0);
        (await DoneAsync(api, "unarchive")).ShouldBe("sweep 'sweep' (k3m9x0q2ab) is listed again");
        var renamed = await api.PostAsync("/api/sweeps/sweep/rename", """{"name": "digits"}""");
        renamed.GetProperty("done").GetString().ShouldBe("sweep 'sweep' (k3m9x0q2ab) is now called 'digits'");
        renamed.GetProperty("sweep").GetProperty("name").GetString().ShouldBe("digits");

        var sweep = (await api.GetAsync("/api/sweeps?tag=paper"))[0];
        sweep.GetProperty("name").GetString().ShouldBe("digits");
        sweep.GetProperty("note").GetString().ShouldBe("line\nand ünïcode 🎈");
        sweep.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["paper"]);
        await api.PostAsync("/api/sweeps/digits/note", """{"note": null}""");
        (await api.GetAsync("/api/sweeps"))[0].GetProperty("note").ValueKind
            .ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("tag", """{"tags": ["a b"]}""", "a tag is a word without blanks or commas")]
    [InlineData("tag", """{"tags": ["a\u0000"]}""", "a tag is a word without blanks or commas")]
    [InlineData("tag", """{"tags": [null]}""", "'tags' must be a list of texts, not [null]")]
    [InlineData("tag", """{"tags": "a"}""", "'tags' must be a list of texts, not \"a\"")]
    [InlineData("tag", """{"tags": ["\ud800"]}""", "not ")]
    [InlineData("tag", "{}", "the field 'tags' is missing: a list of texts")]
    [InlineData("tag", null, "the field 'tags' is missing: a list of texts")]
    [InlineData("tag", """{"tag": ["a"]}""", "'tag' is no field of this request; did you mean 'tags'?")]
    [InlineData("tag", """{"tags": ["a"], "tags": ["b"]}""", "the content is not valid JSON: ")]
    [InlineData("note", """{"note": "a\u0000b"}""", "a note is text of up to 10000 characters; null removes")]
    [InlineData("note", """{"note": " "}""", "a note is text of up to 10000 characters; null removes")]
    [InlineData("note", """{"note": 1}""", "'note' must be a text or null, not 1")]
    [InlineData("rename", """{"name": "a\u0000b"}""", "a name is text of up to 200 characters on one line")]
    [InlineData("rename", """{"name": null}""", "'name' must be a text, not null")]
    [InlineData("rename", "[]", "the content must be a JSON object")]
    [InlineData("rename", "nonsense", "the content is not valid JSON: ")]
    [InlineData("rename", "{\"name\": \"a\"", "the content is not valid JSON: ")]
    [InlineData("archive", """{"at": 1}""", "'at' is no field of this request, which has none")]
    public async Task Change_WrongContent_IsAProblemThatSaysWhat(string verb, string? content, string what)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        var (status, detail) = await api.FailToPostAsync($"/api/sweeps/sweep/{verb}", content);
        status.ShouldBe(400, detail);
        detail.ShouldNotBeNull().ShouldContain(what);
    }

    [Fact]
    public async Task Untag_TagThatItHasNot_IsAConflictInTheSentenceOfTheCommand()
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        (await api.FailToPostAsync("/api/sweeps/sweep/untag", """{"tags": ["a"]}""")).ShouldBe(
            (409, "sweep 'sweep' (k3m9x0q2ab) has no tag 'a'; it has no tags"));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("%20")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("%F0%9F%8E%88")]
    public async Task Change_NoSuchSweep_IsNotFound(string reference)
    {
        await using var api = await TestApi.StartAsync();
        await api.FillAsync();
        (await api.FailToPostAsync($"/api/sweeps/{reference}/archive")).Status.ShouldBe(404);
        (await api.FailToPostAsync($"/api/sweeps/{reference}/pause")).Status.ShouldBe(404);
        (await api.FailToPostAsync($"/api/sweeps/{reference}/trials/0/pin")).Status.ShouldBe(404);
    }

    private static async Task<string?> DoneAsync(TestApi api, string verb, string? json = null) =>
        (await api.PostAsync($"/api/sweeps/sweep/{verb}", json)).GetProperty("done").GetString();
}
