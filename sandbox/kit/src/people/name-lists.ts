export type Culture = "es" | "pt" | "fr" | "de" | "en" | "pl" | "tr" | "ja" | "ar"

type NameList = { female: string; male: string; last: string; lastNames: 1 | 2 }

/** `native|latin` where the mail address cannot be read off the name. */
export const nameLists: Record<Culture, NameList> = {
  es: {
    female:
      "Lucía,Carmen,Núria,Marta,Itziar,Begoña,Ángela,Inés,Paula,Noelia,Rocío,Ainhoa,Montserrat,María José,Sofía,Xiana",
    male: "Álvaro,Iñaki,Jordi,Andrés,Jesús,Martín,Óscar,Pau,Raúl,Sergi,Tomás,Íñigo,José Luis,Hugo,Adrián,Brais",
    last: "García,Muñoz,Núñez,Ibáñez,Fernández,Peña,Puig,Etxeberria,Vázquez,Ordóñez,Soler,Güell,Domínguez,Cañete,Rovira,Castaño,Ferrer,Bermúdez,Iriarte,Quiñones,Prat,Llorens,Saldaña,Marín",
    lastNames: 2,
  },
  pt: {
    female: "Inês,Beatriz,Conceição,Joana,Mafalda,Leonor,Catarina,Matilde,Sílvia,Mónica,Luísa,Benedita",
    male: "João,Gonçalo,Tomás,Duarte,André,Simão,Afonso,Nuno,Sebastião,Rúben,Estêvão,Vasco",
    last: "Gonçalves,Simões,Conceição,Magalhães,Antunes,Assunção,Brandão,Faria,Lourenço,Queirós,Abrantes,Patrício,Seixas,Guimarães,Falcão,Leitão",
    lastNames: 2,
  },
  fr: {
    female: "Zoé,Éloïse,Anaïs,Maëlle,Hélène,Chloé,Amélie,Solène,Cécile,Océane,Noémie,Françoise",
    male: "Loïc,Étienne,Benoît,Gaël,Jérôme,Rémi,Théo,François,Mathéo,Aurélien,Jean-Baptiste,Noël",
    last: "Lefèvre,D'Aubigné,Béranger,Crépin,Gauthier,Héraud,L'Hermitte,Noël,Pélissier,Rousselot,Saint-Clair,Thévenet,Vaillancourt,Chastaing,Bénard,Du Châtelet",
    lastNames: 1,
  },
  de: {
    female: "Jördis,Käthe,Annika,Bärbel,Friederike,Leonie,Mareike,Swantje,Wiebke,Ronja,Dörte,Hannelore",
    male: "Jürgen,Björn,Götz,Matthias,Sören,Lüder,Thorsten,Karsten,Uwe,Florian,Käspar,Henning",
    last: "Müller,Weiß,Schäfer,Köhler,Groß,Böhm,Jäger,Brückner,von der Höh,Strauß,Lübke,Vogt,Zöllner,Hübner,Krüger,Ahlers",
    lastNames: 1,
  },
  en: {
    female: "Siobhán,Imogen,Tamsin,Zoë,Gwendolyn,Niamh,Harriet,Orla,Beatrix,Aoife,Chloë,Maeve",
    male: "Rhys,Callum,Seán,Ewan,Alistair,Declan,Oisín,Theodore,Gareth,Angus,Rory,Tristan",
    last: "O'Sullivan,Whitcombe,Fairclough,O'Brien,Pemberton,MacAllister,Ashdown,Featherstone,Smith-Jones,Thornbury,Wexcombe,Llewellyn,Hargreave,D'Arcy,Brontë,Oakhurst",
    lastNames: 1,
  },
  pl: {
    female: "Małgorzata,Agnieszka,Bożena,Zofia,Grażyna,Świętosława",
    male: "Łukasz,Paweł,Michał,Jędrzej,Grzegorz,Bolesław",
    last: "Wójcik,Dąbrowska,Zieliński,Woźniak,Łuczak,Sętowska,Brzęczek,Kościelny",
    lastNames: 1,
  },
  tr: {
    female: "Ayşe,Gülşen,Özlem,İrem,Çiğdem,Şule",
    male: "Çağrı,Ömer,Barış,Tuğrul,İlker,Gökhan",
    last: "Yıldız,Çelik,Özdemir,Şahin,Kılıç,Güneş,Aydoğan,Işık",
    lastNames: 1,
  },
  ja: {
    female: "陽葵|Himari,さくら|Sakura,結衣|Yui,美咲|Misaki",
    male: "蓮|Ren,大翔|Hiroto,健太|Kenta,悠斗|Yuto",
    last: "田中|Tanaka,佐々木|Sasaki,小林|Kobayashi,渡辺|Watanabe,山本|Yamamoto,中村|Nakamura",
    lastNames: 1,
  },
  ar: {
    female: "فاطمة|Fatima,ليلى|Layla,نور|Nour,زينب|Zaynab",
    male: "يوسف|Youssef,أحمد|Ahmed,كريم|Karim,طارق|Tariq",
    last: "بن علي|Benali,الحداد|Elhaddad,منصور|Mansour,الفاسي|Elfassi,خليل|Khalil,السباعي|Essebai",
    lastNames: 1,
  },
}
