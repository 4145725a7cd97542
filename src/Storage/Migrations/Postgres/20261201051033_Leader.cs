using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Experiments.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Leader : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "leader",
                table: "sweeps",
                type: "integer",
                nullable: true);
            migrationBuilder.Sql(MigrationSql.Read("postgres", "Leader"));
        }
    }
}
